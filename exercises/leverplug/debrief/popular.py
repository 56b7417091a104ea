"""What most of a class did or expected, and those who did it did worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from leverplug import catalogue
from leverplug.debrief.effort import CAPABILITIES, Effort, name_of
from leverplug.venture import Venture

POPULAR = 0.4  # share of the class that must have a feature
_GAP = 3.0  # in how many of 100 meetings the others must win more often
_MANY_TIES = 6
Feature = tuple[str, np.ndarray]  # in words, and who has it, shape (N,)
Found = tuple[int | None, int | None, str, tuple[str, ...]]


def popular_and_wrong(
    designs: Sequence[Venture], of_entry: np.ndarray, effort: Effort, choice: np.ndarray,
    expected: Mapping[int, float],
) -> Found:  # fmt: skip
    """The most common feature whose holders did worse, and two who differ in it.

    Returns:
        Places of one who has it and one who has not, the reason, and what to ask; no places where
        there is no such feature.
    """
    if len(choice) < 4:
        return None, None, "With fewer than four records nothing can be called popular.", ()
    found = []
    for words, has in features(designs, of_entry, effort, expected):
        share = has.mean()
        if share < POPULAR or has.sum() < 2 or (~has).sum() < 2:
            continue
        gap = choice[~has].mean() - choice[has].mean()
        if gap >= _GAP:
            found.append((float(share), float(gap), words, has))
    if not found:
        return None, None, "What most of this class did, did them no harm on this luck.", ()
    share, _, words, has = max(found, key=lambda row: row[:2])
    with_it, without = choice[has].mean(), choice[~has].mean()
    first = _typical(np.flatnonzero(has), choice, with_it)
    second = _like(first, np.flatnonzero(~has), effort, choice, without)
    reason = (
        f"{has.sum()} of {len(has)} {words}. Of 100 meetings on the same luck they win "
        f"{with_it:.0f}, the others {without:.0f}. {{a}} is one of the many, {{b}} one of the few."
    )
    return (
        first,
        second,
        reason,
        (
            "What made this so attractive?",
            "Is it the cause, or does it go with something else in these designs?",
            "On which luck would the many have been right?",
        ),
    )


def features(
    designs: Sequence[Venture], of_entry: np.ndarray, effort: Effort, expected: Mapping[int, float]
) -> Iterator[Feature]:
    """What can be said of every design, in words that follow a number of students."""
    for number, kind in enumerate(effort.kinds):
        if kind in CAPABILITIES:
            yield f"put a tenth or more into {kind}", effort.each[:, number] >= 0.1
        else:
            yield f"have a tie of the kind “{name_of(kind)}”", effort.each[:, number] > 0
    channel = {kind.key: kind.channel for kind in catalogue.tie_kinds().values()}
    personal = [number for number, kind in enumerate(effort.kinds)
                if channel.get(kind) == "personal"]  # fmt: skip
    ties = [number for number, kind in enumerate(effort.kinds) if kind not in CAPABILITIES]
    mine, all_of_it = effort.each[:, personal].sum(1), effort.each[:, ties].sum(1)
    yield "give more than half of their ties' effort to personal ties", mine > all_of_it / 2
    many = np.array([len(design.ties) >= _MANY_TIES for design in designs])
    at_once = np.array(
        [bool(design.ties) and all(tie.start <= 4 for tie in design.ties) for design in designs]
    )
    yield f"have {_MANY_TIES} ties or more", many[of_entry]
    yield "begin all their ties in the first year", at_once[of_entry]
    if expected:
        high = np.array([expected.get(place, -1) >= 50 for place in range(len(of_entry))])
        yield "expected half of their runs or more to be born global", high


def _typical(places: np.ndarray, choice: np.ndarray, mean: float) -> int:
    return int(places[np.abs(choice[places] - mean).argmin()])


def _like(first: int, places: np.ndarray, effort: Effort, choice: np.ndarray, mean: float) -> int:
    """The one among `places` that is most like `first`, of those who did no worse than the mean."""
    good = places[choice[places] >= mean - 1e-9]  # the mean of equal numbers may lie above them
    apart = np.abs(effort.each[good] - effort.each[first]).sum(1)
    return int(good[apart.argmin()])
