"""The model without a computer: cards, dice and beads worked out from its parameters."""

from leverplug.unplugged.cards import PERIODS, Card, card, deck
from leverplug.unplugged.dice import BEADS, Throws, absorbed, luck, seized, throws
from leverplug.unplugged.league import (
    SET_HAND,
    design_slips,
    set_hand,
    team_sheet,
    wall_board,
)
from leverplug.unplugged.paper import (
    absorption_table,
    cards,
    luck_sheet,
    misses,
    rules,
    seize_table,
)

__all__ = [
    "BEADS", "PERIODS", "SET_HAND", "Card", "Throws", "absorbed", "absorption_table", "card",
    "cards", "deck", "design_slips", "luck", "luck_sheet", "misses", "rules", "seize_table",
    "seized", "set_hand", "team_sheet", "throws", "wall_board",
]  # fmt: skip
