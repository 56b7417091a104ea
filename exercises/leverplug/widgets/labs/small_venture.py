"""Four kinds of tie, one outcome: where a hundred lives of the same venture end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets
import numpy as np

from leverplug import catalogue
from leverplug.venture import Capabilities, Tie, ValidationError, Venture
from leverplug.widgets.base.lab import Lab, Picture
from leverplug.widgets.drawings import lives, star
from leverplug.widgets.editor.tie_looks import SHORT
from leverplug.widgets.labs.paired import courses

KINDS = {  # a tie of each, and where it leads
    "kin": None,
    "trade_fair": "close",
    "trade_council": None,
    "multinational": "close",
}
START = {"kin": 0.6, "trade_fair": 0.0, "trade_council": 0.0, "multinational": 0.0}
LIVES, SEED = 100, 1
_FREE = 1 - Capabilities().search - Capabilities().learning  # what is left for ties


def efforts(promised: Mapping[str, float]) -> dict[str, float]:
    """Share of effort each tie gets: what was promised, or less of each if that is too much.

    Example:
        >>> {kind: round(e, 2) for kind, e in efforts({"kin": 0.9, "trade_fair": 0.9}).items()}
        {'kin': 0.45, 'trade_fair': 0.45}
    """
    total = sum(promised.values())
    scale = min(1.0, _FREE / total) if total else 1.0
    return {kind: share * scale for kind, share in promised.items()}


def design(promised: Mapping[str, float]) -> Venture:
    """The venture of the lab with its four ties, some of them perhaps without effort."""
    return Venture(
        ties=tuple(Tie(k, k, e, region=KINDS[k]) for k, e in efforts(promised).items()),
        name="Your venture",
    )


def play(promised: Mapping[str, float], seed: int = SEED) -> tuple[np.ndarray, dict[str, int]]:
    """Live the hundred lives, and again without each tie.

    Returns:
        Fate of each life, shape (100,), and for each tie the lives that end abroad with it and
        not without it, less those that do without it only.
    """
    venture = design(promised)
    variants = [{}, *({tie.id: 0.0} for tie in venture.ties)]
    course = courses(venture, variants, LIVES, seed)
    ends = [
        lives.fates(course["intensity"][:, i], course["alive"][:, i], course["absorbed"][:, i])
        for i in range(len(variants))
    ]
    added = {
        tie.id: int(lives.better(ends[0], without).sum())
        for tie, without in zip(venture.ties, ends[1:], strict=True)
    }
    return ends[0], added


class SmallVenture(Lab):
    """Share out a founder's effort among four kinds of tie, and see a hundred lives.

    Example:
        >>> lab = SmallVenture()
        >>> lab.set(trade_fair=0.3, trade_council=0.2)
        >>> lab.settings["trade_council"]
        0.2
    """

    label_width = "8.2em"

    def __init__(self) -> None:
        self.star, self.lives = Picture(), Picture()
        self._remembered: dict[str, float] | None = None
        self._lived: tuple[dict[str, float] | None, np.ndarray | None] = (None, None)
        self._button = ipywidgets.Button(
            description="Remember this design",
            tooltip="Compare what you do next with it, on the same luck",
            layout=ipywidgets.Layout(width="auto"),
        )
        self._button.on_click(lambda _button: self.remember())
        sliders = {
            kind: ipywidgets.FloatSlider(
                START[kind], min=0, max=0.9, step=0.05, readout_format=".0%",
                description=SHORT[kind], tooltip=catalogue.tie_kinds()[kind].summary,
            )
            for kind in KINDS
        }  # fmt: skip
        super().__init__(sliders, [self.star, self.lives])

    def more(self) -> list[ipywidgets.Widget]:
        return [self._button]

    def refresh(self) -> None:
        ends, added = play(self.settings)
        before = self._before()
        shares = efforts(self.settings)
        self.star.value = star.draw([star.Spoke(k, shares[k], added[k]) for k in KINDS])
        self.lives.value = lives.draw(ends, before)
        self.says = " ".join(
            filter(None, (_outcome(ends), _why(added, shares), _time(self.settings),
                          _compared(ends, before)))
        )  # fmt: skip

    def _before(self) -> np.ndarray | None:
        """Fates under the remembered design; lived once, since neither it nor luck changes."""
        if self._remembered is None:
            return None
        if self._lived[0] != self._remembered:
            self._lived = (self._remembered, play(self._remembered)[0])
        return self._lived[1]

    def remember(self) -> None:
        """Keep the present design to compare later ones with."""
        self._remembered = self.settings
        self._moved()

    def kept(self) -> dict[str, Any]:
        return {"now": self.settings, "remembered": self._remembered}

    def restore(self, kept: Mapping[str, Any]) -> None:
        remembered = kept["remembered"]
        if remembered is not None and set(remembered) != set(KINDS):
            raise ValidationError("remembered", str(remembered)[:60], "remember a design anew")
        before, self._remembered = self._remembered, remembered
        try:
            self.set(**kept["now"])
        except (ValidationError, TypeError):
            self._remembered = before
            raise


def _outcome(ends: np.ndarray) -> str:
    n = lives.count(ends)
    abroad = n[lives.BORN_GLOBAL] + n[lives.LATER]
    words = f"Of {len(ends)} lives, {abroad} end abroad"
    words += f", {n[lives.BORN_GLOBAL]} of them born global" if abroad else ""
    others = [
        f"{n[fate]} {words}"
        for fate, words in (
            (lives.AT_HOME, "stay mostly at home"),
            (lives.SWALLOWED, "are swallowed by the multinational"),
            (lives.FAILED, "run out of money"),
        )
        if n[fate]
    ]
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
    total, free = (round(100 * share) for share in (sum(promised.values()), _FREE))
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
    change = lives.better(ends, before)
    return (
        f"Against the design you remembered, on the same luck: {int((change > 0).sum())} lives "
        f"gained, {int((change < 0).sum())} lost."
    )
