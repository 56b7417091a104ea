"""The model without a computer: cards, dice and beads worked out from its parameters."""

from leverplug.unplugged.cards import PERIODS, Card, card, deck
from leverplug.unplugged.dice import BEADS, Throws, absorbed, luck, seized, throws
from leverplug.unplugged.paper import (
    absorption_table,
    cards,
    luck_sheet,
    misses,
    rules,
    seize_table,
)

__all__ = [
    "BEADS", "PERIODS", "Card", "Throws", "absorbed", "absorption_table", "card", "cards",
    "deck", "luck", "luck_sheet", "misses", "rules", "seize_table", "seized", "throws",
]  # fmt: skip
