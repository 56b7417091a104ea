"""What changed from one design to the next, counted: the budget of a round is spent on it.

One change each is:

- a tie that is new, and a tie that is gone (another kind under the same id is both);
- of a tie that stays: its plan of effort, its first quarter, its last quarter, its region;
- search, learning and pruning;
- a link that is new, and one that is gone although both of its contacts stay.

Nothing is what the model does not read: names, labels, the order of ties. A tie that is taken out
and put in again under another id costs two changes, since it meets other luck.
"""

from __future__ import annotations

from itertools import pairwise

from leverplug import catalogue
from leverplug.explain.moment import tie_name
from leverplug.venture import Tie, Venture

CAPABILITIES = ("search", "learning", "pruning")


def changes(before: Venture, after: Venture) -> list[str]:
    """Every change from one design to another, in words; as many as they count for.

    Firm and founder are not looked at. Labels in the words are not escaped.

    Args:
        before, after: The designs of one team, in the order of the rounds.

    Example:
        >>> club = Tie("club-1", "club", 0.2)
        >>> changes(Venture(), Venture(ties=(club,)))
        ['new: your fellow members of clubs and associations (club-1)']
    """
    old, new = ({tie.id: tie for tie in design.ties} for design in (before, after))
    kept = [name for name in old if name in new and old[name].kind == new[name].kind]
    words = [f"gone: {tie_name(tie)}" for name, tie in old.items() if name not in kept]
    words += [f"new: {tie_name(tie)}" for name, tie in new.items() if name not in kept]
    for name in kept:
        words += _of_tie(old[name], new[name])
    for name in CAPABILITIES:
        values = [getattr(design.capabilities, name) for design in (before, after)]
        if values[0] != values[1]:
            words.append(f"{name}: {values[0]:.2f} to {values[1]:.2f}")
    return words + _of_links(before, after, set(kept))


def _of_tie(old: Tie, new: Tie) -> list[str]:
    """Changes of one tie that both designs have."""
    name, words = tie_name(new), []
    if _plan(old) != _plan(new):
        words.append(f"effort of {name}: {_plan_words(old)} to {_plan_words(new)}")
    if old.start != new.start:
        words.append(f"first quarter of {name}: {old.start} to {new.start}")
    if old.end != new.end:
        words.append(f"last quarter of {name}: {old.end or 'open'} to {new.end or 'open'}")
    if old.region != new.region:
        regions = catalogue.regions()
        places = [regions[tie.region].label.lower() for tie in (old, new) if tie.region]
        words.append(f"region of {name}: {' to '.join(places)}")
    return words


def _plan(tie: Tie) -> tuple[float | tuple[int, float], ...]:
    """Effort and its later changes, whatever the first and last quarter are."""
    steps = [tie.effort, *(change.effort for change in tie.changes)]
    real = [
        (change.quarter, change.effort)
        for change, (last, effort) in zip(tie.changes, pairwise(steps), strict=True)
        if last != effort
    ]
    return (tie.effort, *real)


def _plan_words(tie: Tie) -> str:
    plan = _plan(tie)
    return f"{plan[0]:.2f}" + (" with later changes" if len(plan) > 1 else "")


def _of_links(before: Venture, after: Venture, kept: set[str]) -> list[str]:
    old, new = ({frozenset(link) for link in design.links} for design in (before, after))
    gone = [link for link in old - new if link <= kept]
    words = [f"no longer linked: {_pair(link, before)}" for link in sorted(gone, key=sorted)]
    return words + [f"linked: {_pair(link, after)}" for link in sorted(new - old, key=sorted)]


def _pair(link: frozenset[str], design: Venture) -> str:
    return " and ".join(tie_name(design.tie(name)) for name in sorted(link))
