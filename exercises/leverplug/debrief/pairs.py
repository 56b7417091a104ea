"""Three pairs of designs worth a talk, each picked for a reason, with what to ask of them.

Reasons and questions hold `{a}` and `{b}` for the two, and no name: a picture puts in the name or
the alias. How far apart is far, and how common is popular, is the kit's choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from leverplug import catalogue
from leverplug.debrief.effort import Effort, name_of
from leverplug.debrief.popular import popular_and_wrong
from leverplug.venture import Tie, Venture

MOST_COMPARED = 400  # designs whose pairs are all looked at
_ALIKE = (0.05, 0.15)  # of the larger median: how near two outcomes are called one
_OPPOSITE = 0.4  # share of the effort they use that two designs spend on other things
_FAR = 0.1  # of the larger mean: how far apart two outcomes must be
_FEW = 80  # designs among which the nearest two are looked for
_PARTS = {
    "firm": ("sector", "home_market"),
    "founder": ("experience", "obligation"),
    "capabilities": ("search", "learning", "pruning"),
}


@dataclass(frozen=True)
class Pair:
    """Two records to talk about.

    Args:
        title: What is special in them.
        first, second: Places of the entries; None if the class has no such pair.
        reason: Why they were picked, or why there are none.
        questions: What to ask.
    """

    title: str
    first: int | None
    second: int | None
    reason: str
    questions: tuple[str, ...] = ()


def pairs_of(
    designs: Sequence[Venture], of_entry: np.ndarray, sales: np.ndarray, effort: Effort,
    choice: np.ndarray, expected: Mapping[int, float],
) -> tuple[Pair, ...]:  # fmt: skip
    """The three pairs of a class.

    Args:
        designs: The different designs.
        of_entry: Place of each entry's design, shape (N,).
        sales: Outcomes on the common draws, shape (designs, runs).
        effort: Of the entries.
        choice: Rank of each entry, as `ranks.choice_rank` has it.
        expected: What students expected of 100 runs, by the place of the entry.
    """
    entry_of = {int(design): place for place, design in reversed(list(enumerate(of_entry)))}
    spread = np.array([effort.each[entry_of[number]] for number in range(len(designs))])
    found = popular_and_wrong(designs, of_entry, effort, choice, expected)
    return (
        _opposite(sales, spread, entry_of),
        _one_apart(designs, sales, entry_of),
        Pair("Popular and wrong", *found),
    )


# --- far apart in design, and the same in outcome -------------------------------------------------


def _opposite(sales: np.ndarray, spread: np.ndarray, entry_of: Mapping[int, int]) -> Pair:
    title = "Opposite designs, one outcome"
    chosen = np.unique(np.linspace(0, len(sales) - 1, MOST_COMPARED).astype(int))
    if len(chosen) < 2:
        return Pair(title, None, None, "The class has one design: there is nothing to compare.")
    shares = spread[chosen] / np.maximum(spread[chosen].sum(1, keepdims=True), 1e-9)
    apart = np.abs(shares[:, None] - shares[None]).sum(2) / 2
    middle = np.median(sales[chosen], axis=1)
    larger = np.maximum(np.maximum(middle[:, None], middle[None]), 1e-9)
    unlike = np.abs(middle[:, None] - middle[None]) / larger
    for near in _ALIKE:
        score = np.where((unlike <= near) & (apart >= _OPPOSITE), apart, -1)
        one, other = np.unravel_index(int(score.argmax()), score.shape)
        if score[one, other] > 0:
            first, second = int(chosen[one]), int(chosen[other])
            reason = (
                f"They spend {100 * apart[one, other]:.0f} of 100 parts of the effort they use on "
                f"different things. In the middle life {{a}} sold {middle[one]:.0f} abroad in ten "
                f"years and {{b}} {middle[other]:.0f}."
            )
            return Pair(title, entry_of[first], entry_of[second], reason, (
                "What does each get, and from whom, that the other gets from elsewhere?",
                "Whose way would break first if one tie were lost?",
                "Which of the two could you copy, and which needs this founder?",
            ))  # fmt: skip
    return Pair(title, None, None, "No two designs are far apart and end alike in this class.")


# --- one decision apart, and far apart in outcome -------------------------------------------------


def decisions(design: Venture) -> dict[str, Any]:
    """Each decision of a design by its name; a tie with its effort and times is one."""
    found: dict[str, Any] = {
        name: getattr(getattr(design, part), name) for part, names in _PARTS.items()
        for name in names
    }  # fmt: skip
    found |= {f"tie {tie.id}": tie for tie in design.ties}
    return found | {"links": design.links}


def _one_apart(designs: Sequence[Venture], sales: np.ndarray, entry_of: Mapping[int, int]) -> Pair:
    title = "One decision apart, far apart in outcome"
    slots = [decisions(design) for design in designs]
    alike: dict[tuple[str, frozenset[Any]], list[int]] = {}
    ties = {slot for found in slots for slot in found}
    whole = {frozenset(found.items()): number for number, found in enumerate(slots)}
    for number, found in enumerate(slots):
        everything = frozenset(found.items())
        for slot, value in found.items():
            rest = everything - {(slot, value)}
            alike.setdefault((slot, rest), []).append(number)
            if slot in ties and rest in whole:  # another has no such tie at all
                alike[slot, rest].append(whole[rest])
    best = _farthest(alike, sales.mean(1))
    if best is None:
        return _nearest(title, slots, sales, entry_of)
    slot, (one, other) = best
    reason = (
        f"They differ in one decision: {_difference(slot, slots[one], slots[other])}. On the same "
        f"luck {{a}} {_meetings(sales[one], sales[other])}."
    )
    return Pair(title, entry_of[one], entry_of[other], reason, (
        "Before you look: which of the two would you have chosen, and why?",
        "In which lives did the other one win, and what happened there?",
        "What would have to be different for this decision not to matter?",
    ))  # fmt: skip


def _farthest(
    alike: Mapping[tuple[str, frozenset[Any]], Sequence[int]], mean: np.ndarray
) -> tuple[str, tuple[int, int]] | None:
    """The decision, and the two designs, that make the largest difference in the mean."""
    found: tuple[str, tuple[int, int]] | None = None
    largest = 0.0
    for (slot, _), group in alike.items():
        if len(group) > 1:
            low, high = min(group, key=mean.__getitem__), max(group, key=mean.__getitem__)
            if mean[high] - mean[low] > max(largest, _FAR * mean[high]):
                largest, found = mean[high] - mean[low], (slot, (high, low))
    return found


def _nearest(
    title: str, slots: Sequence[Mapping[str, Any]], sales: np.ndarray, entry_of: Mapping[int, int]
) -> Pair:
    """That no two designs are one decision apart, and in a small class the two that are nearest."""
    if len(slots) < 2:
        return Pair(title, None, None, "The class has one design: there is nothing to compare.")
    none = "No two designs are one decision apart with unlike outcomes"
    if len(slots) > _FEW:
        return Pair(title, None, None, f"{none}.")
    mean = sales.mean(1)
    every = combinations(range(len(slots)), 2)
    far = [(a, b) for a, b in every if abs(mean[a] - mean[b]) > _FAR * max(mean[a], mean[b])]
    if not far:
        return Pair(title, None, None, f"{none}.")
    apart = {pair: _unlike(slots[pair[0]], slots[pair[1]]) for pair in far}
    nearest = min(far, key=lambda pair: (apart[pair], -abs(mean[pair[0]] - mean[pair[1]])))
    one, other = sorted(nearest, key=lambda number: -mean[number])
    words = (
        f"{none}. Of those unlike in outcome these are nearest, {apart[nearest]} decisions apart"
    )
    reason = f"{words}; on the same luck {{a}} {_meetings(sales[one], sales[other])}."
    return Pair(title, entry_of[one], entry_of[other], reason, (
        "Which one of these decisions would you change first to learn most?",
        "In which lives did the other one win?",
    ))  # fmt: skip


def _meetings(one: np.ndarray, other: np.ndarray) -> str:
    """How often one design came to more than another, and to less, on the same draws."""
    more, less = (100 * float(side.mean()) for side in (one > other, one < other))
    mean = float((one - other).mean())
    return (
        f"sold more abroad in {more:.0f} of 100 lives and less in {less:.0f}, and {mean:.0f} more "
        "on average"
    )


def _unlike(one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    """In how many decisions two designs differ."""
    return sum(one.get(name) != other.get(name) for name in one.keys() | other.keys())


def _difference(slot: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    mine, theirs = one.get(slot), other.get(slot)
    if slot == "links":
        return (
            f"{{a}} has {len(mine or ())} contacts who know one another, {{b}} {len(theirs or ())}"
        )
    if isinstance(mine, Tie) or isinstance(theirs, Tie):
        return f"{{a}} has {_tie(mine)}, {{b}} {_tie(theirs)}"
    shown = (f"{value:g}" if isinstance(value, float) else f"{value}" for value in (mine, theirs))
    first, second = shown
    return f"{slot.replace('_', ' ')} is {first} for {{a}} and {second} for {{b}}"


def _tie(tie: Tie | None) -> str:
    """A tie in words without the learner's own."""
    if tie is None:
        return "none"
    where = f", {catalogue.regions()[tie.region].label.lower()}" if tie.region else ""
    until = f" to {tie.end}" if tie.end else ""
    changed = ", changed later" if tie.changes else ""
    kind = name_of(tie.kind).lower()
    when = f"{100 * tie.effort:.0f} % of effort from quarter {tie.start}{until}"
    return f"{kind} ({when}{where}{changed})"
