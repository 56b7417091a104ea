"""Four kinds of tie, one outcome: where a hundred lives of the same venture end."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from leverplug import catalogue, outcomes
from leverplug.charts.words import counted
from leverplug.experiments.small_venture import FREE, KINDS, efforts, play
from leverplug.widgets.base.inputs import share
from leverplug.widgets.base.lab import Picture
from leverplug.widgets.base.remembering_lab import RememberingLab
from leverplug.widgets.base.tie_looks import SHORT
from leverplug.widgets.challenges.small_venture import CHALLENGES, Result
from leverplug.widgets.drawings import fates, star

_ELSE = (  # fates other than abroad, in words
    (outcomes.AT_HOME, "stays", "stay", "mostly at home"),
    (outcomes.SWALLOWED, "is", "are", "swallowed by the multinational"),
    (outcomes.FAILED, "runs", "run", "out of money"),
)
START = {"kin": 0.6, "trade_fair": 0.0, "trade_council": 0.0, "multinational": 0.0}


class SmallVenture(RememberingLab):
    """Share out a founder's effort among four kinds of tie, and see a hundred lives.

    Example:
        >>> lab = SmallVenture()
        >>> lab.set(trade_fair=0.3, trade_council=0.2)
        >>> lab.settings["trade_council"]
        0.2
    """

    challenges = CHALLENGES
    label_width = "8.2em"

    def __init__(self) -> None:
        self.star, self.fates = Picture(), Picture()
        known = catalogue.tie_kinds()
        sliders = {k: share(SHORT[k], START[k], tooltip=known[k].summary) for k in KINDS}
        super().__init__(sliders, [self.star, self.fates])

    def refresh(self) -> None:
        """Run the design and what it is compared with, and draw star and lives."""
        now, without = play(self.settings)
        ends, before, shares = outcomes.fates(now), self._before(), efforts(self.settings)
        others = {kind: outcomes.fates(history) for kind, history in without.items()}
        added = {k: int(outcomes.ends_abroad(ends, other).sum()) for k, other in others.items()}
        used = {kind: end for kind, end in others.items() if shares[kind] > 0}
        self.result = Result(ends, used)
        self.star.value = star.draw([star.Spoke(k, shares[k], added[k]) for k in KINDS])
        self.fates.value = fates.draw(ends, before)
        parts = _outcome(ends), _why(added, shares), _time(self.settings), _compared(ends, before)
        self.says = " ".join(filter(None, parts))

    def _before(self) -> np.ndarray | None:
        """Fates under the remembered design."""
        return outcomes.fates(play(self.remembered)[0]) if self.remembered else None


def _outcome(ends: np.ndarray) -> str:
    n = outcomes.count_fates(ends)
    abroad = n[outcomes.BORN_GLOBAL] + n[outcomes.LATER]
    words = f"Of {len(ends)} lives, {counted(abroad, 'ends', 'end')} abroad"
    words += f", {n[outcomes.BORN_GLOBAL]} of them born global" if abroad else ""
    others = [f"{counted(n[fate], *verbs)} {where}" for fate, *verbs, where in _ELSE if n[fate]]
    return f"{words}; {', '.join(others)}." if others else f"{words}."


def _why(added: Mapping[str, int], shares: Mapping[str, float]) -> str:
    """The tie that does most for the outcome, and the one that does most against it."""
    used = {kind: n for kind, n in added.items() if shares[kind] > 0}
    if not used or not any(used.values()):
        return ""
    best, worst = max(used, key=used.__getitem__), min(used, key=used.__getitem__)
    words = []
    if used[best] > 0:
        name = SHORT[best].lower()
        words.append(f"Best lever: {name}; without it {used[best]} fewer would end abroad.")
    if used[worst] < 0:
        words.append(f"Plug: {SHORT[worst].lower()}; without it {-used[worst]} more would.")
    return " ".join(words)


def _time(promised: Mapping[str, float]) -> str:
    total, free = (round(100 * share) for share in (sum(promised.values()), FREE))
    if total <= free:
        return ""
    return (
        f"You have promised {total}\u00a0% of your time and have {free}\u00a0% (the rest goes to "
        f"looking round and learning), so each tie gets {free / total * 100:.0f}\u00a0% of its "
        "promise."
    )


def _compared(ends: np.ndarray, before: np.ndarray | None) -> str:
    if before is None:
        return ""
    change = outcomes.ends_abroad(ends, before)
    return (
        f"Against the design you remembered, on the same luck: "
        f"{counted((change > 0).sum(), 'life', 'lives')} gained, {int((change < 0).sum())} lost."
    )
