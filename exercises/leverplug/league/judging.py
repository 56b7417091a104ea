"""Rounds of a league: which design of each team stands, and how all do on common luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from leverplug import outcomes
from leverplug.league.entries import Entry, design_of, key_of, read_entries
from leverplug.league.rules import Rules
from leverplug.model import Shock, simulate_together
from leverplug.outcomes import Measure
from leverplug.venture import QUARTERS, ValidationError, Venture

RUNS = 500
NEW, KEPT, SET = "new", "kept", "set"  # where the design of a team comes from
# Fields of an error whose remedy alone says what is wrong.
_SPEAKS_FOR_ITSELF = ("code", "link", "record", "slip", "firm", "budget", "changes")


@dataclass(frozen=True)
class Goal:
    """What a league is played for.

    Args:
        label: Its name.
        measure: Outcome of each run.
        share: Whether it is yes or no, and counted in runs of 100; else its median counts.
    """

    label: str
    measure: Measure
    share: bool = False

    def total(self, values: np.ndarray) -> int:
        """The number on the board, by which designs are ranked: whole, as it is shown."""
        return round(100 * float(values.mean()) if self.share else float(np.median(values)))


GOALS = {
    "sales": Goal(
        "Foreign sales over ten years, index points (median)", outcomes.cumulative_foreign_sales
    ),
    "born_global": Goal("Born global, of 100 runs", outcomes.born_global, share=True),
    "year_ten": Goal(
        "Foreign sales in the last quarter of year ten, index points (median)",
        outcomes.foreign_sales_at(QUARTERS),
    ),
}


@dataclass(frozen=True)
class Stand:
    """The design that stands for a team in a round.

    Args:
        team: Its name.
        design: With the firm and the founder of the league.
        source: `NEW`, `KEPT` from an earlier round, or `SET` by the instructor.
        changed: Changes from the team's last design, in words; empty unless it is new.
        remark: Why it is not the one that was handed in, or that none was; else empty.
        first: Whether it is the team's first design of its own.
    """

    team: str
    design: Venture
    source: str
    changed: tuple[str, ...] = ()
    remark: str = ""
    first: bool = False


def line_up(texts: Sequence[str], rules: Rules) -> list[tuple[list[Stand], list[str]]]:
    """For each round the designs that stand, in the order in which teams came, and remarks.

    A team without a line keeps its last design; one that is absent, or has never handed in a
    design that stood, gets the set design. A round without any line has no designs.

    Args:
        texts: What was pasted for each round.
        rules: Of the league; takes its firm and founder from the first design if it has none.
    """
    rounds = []
    names: dict[str, str] = {}  # of all teams so far
    own: dict[str, Venture] = {}  # the last design of each team that stood
    for text in texts:
        entries, remarks = read_entries(text)
        given = {key_of(entry.team): entry for entry in entries}
        names |= {key: entry.team for key, entry in given.items() if key not in names}
        fresh = {}
        for key, entry in given.items():  # the first design that can be opened sets the firm
            fresh[key] = _opened(entry, own.get(key), rules)
        stands = []
        for key, team in names.items() if given else ():
            stand = _stand(team, given.get(key), fresh.get(key), own.get(key), rules)
            if stand.source == NEW:
                own[key] = stand.design
            if stand.remark and key in given and given[key].text:
                remarks.append(f"{team}: {stand.remark}.")
            stands.append(stand)
        rounds.append((stands, remarks))
    return rounds


Opened = tuple[Venture | None, tuple[str, ...], str]  # a design or none, its changes, what is wrong


def _opened(entry: Entry, last: Venture | None, rules: Rules) -> Opened:
    if not entry.text:
        return None, (), "absent"
    try:
        design = design_of(entry, rules.firm, rules.founder)
        return design, rules.check(design, last), ""
    except ValidationError as error:
        plain = error.field in _SPEAKS_FOR_ITSELF
        return None, (), error.remedy if plain else str(error)


def _stand(
    team: str, entry: Entry | None, opened: Opened | None, last: Venture | None, rules: Rules
) -> Stand:
    if opened and opened[0] is not None:
        return Stand(team, opened[0], NEW, opened[1], first=last is None)
    why = opened[2] if opened else "no new design"
    absent = entry is not None and not entry.text
    if last is None or absent:
        return Stand(team, rules.stand_in(), SET, remark=f"{why}; the set design stands in")
    return Stand(team, last, KEPT, remark=f"{why}; the last design stands")


class Results:
    """What designs come to on the draws of a seed; each is run once.

    Args:
        runs: How many draws.
    """

    def __init__(self, runs: int = RUNS) -> None:
        self.runs = runs
        self._known: dict[tuple[int, Venture, tuple[Shock, ...]], Mapping[str, np.ndarray]] = {}

    def of(
        self, designs: Sequence[Venture], seed: int, goal: str, rules: Rules
    ) -> list[np.ndarray]:
        """What each design comes to in each run, by a goal; shape (runs,) each."""
        plain = [replace(design, name="") for design in designs]
        keys = [(seed, design, rules.shocks(design)) for design in plain]
        missing = [key for key in dict.fromkeys(keys) if key not in self._known]
        if missing:
            ventures, shocks = [key[1] for key in missing], [key[2] for key in missing]
            found = simulate_together(ventures, self.runs, seed, shocks=shocks)
            for key, history in zip(missing, found, strict=True):
                self._known[key] = {
                    name: np.asarray(one.measure(history), float) for name, one in GOALS.items()
                }
        return [self._known[key][goal] for key in keys]

    def forget(self, keep: int = 400) -> None:
        """Drop what was worked out first, but for so many results."""
        for key in list(self._known)[: max(0, len(self._known) - keep)]:
            del self._known[key]
