"""A league of teams that build designs: rounds, budgets of changes, common luck, a board."""

from leverplug.league.changes import changes
from leverplug.league.judging import GOALS, Results
from leverplug.league.rules import SET_DESIGNS
from leverplug.league.saving import from_text, to_csv, to_text
from leverplug.league.table import Board, League, judge

__all__ = [
    "GOALS", "SET_DESIGNS", "Board", "League", "Results", "changes", "from_text", "judge",
    "to_csv", "to_text",
]  # fmt: skip
