"""Paper for a league: slips for designs, a sheet for each team, a board for the wall."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from leverplug import catalogue
from leverplug.unplugged import cards as made
from leverplug.unplugged.dice import YEARS
from leverplug.unplugged.paper import STYLE, Sheet, table

SET_HAND = ("domestic_contacts", "foreign_contacts", "trade_fair", "industry_association")
_TIES = 8  # lines of a slip
_SHORT = ("neighbouring", "close", "developed", "emerging")
_LINE = " "  # an empty cell to write in


def _style() -> str:
    return f"<style>{STYLE.read_text(encoding='utf-8')}</style>"


def design_slips(count: int = 4) -> Sheet:
    """Slips on which a team writes the design of a round, for whoever types it in.

    Args:
        count: How many; four fit on a sheet of paper.
    """
    head = ("tie", "where", "effort %", "from", "to")
    blank: list[Sequence[str]] = [(_LINE,) * len(head)] * _TIES
    own = [(name, _LINE, _LINE, _LINE, _LINE) for name in ("search", "learning", "pruning")]
    lines = table(head, [*blank, *own], "A design: ties, and the three capabilities")
    slip = (
        '<section class="lp-card lp-slip"><p class="lp-name">Design slip</p>'
        '<p class="lp-blanks"><span>Team</span><span>Round</span><span>Changes</span></p>'
        f"{lines}<p>Where: {', '.join(_SHORT)}. Quarters from 1 to 40; left empty, a tie lasts "
        "from the first to the end. Efforts together: at most 100 in every quarter.</p></section>"
    )
    text = "Design slip: team, round, changes\n" + "\t".join(head)
    return Sheet(f'{_style()}<div class="lp-deck">{slip * count}</div>', text)


def team_sheet(rounds: int = 3) -> Sheet:
    """What a team keeps of a league that is played with cards and luck sheets.

    Args:
        rounds: How many rounds are played.
    """
    head = ("round", "sheet", "cards in the order of paying, with first year", "changes",
            "we expect", *map(str, range(1, YEARS + 1)), "sum", "place", "points")  # fmt: skip
    rows = [(str(number), *(_LINE,) * (len(head) - 1)) for number in range(1, rounds + 1)]
    return _wide("team", head, rows, f"Team sheet: markets in each of {YEARS} years")


def wall_board(teams: int = 8, rounds: int = 3) -> Sheet:
    """The standing, for the wall.

    Args:
        teams: How many teams, besides the set hand.
        rounds: How many rounds are played.
    """
    each = [f"{name} {number}" for number in range(1, rounds + 1) for name in ("sum", "points")]
    head = ("team", *each, "all points", "place")
    rows = [(_LINE,) * len(head)] * teams
    return _wide("board", head, [("set hand", *rows[0][1:]), *rows], "Board of the league")


def _wide(name: str, head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> Sheet:
    text = "\n".join("\t".join(cell.strip() for cell in row) for row in (head, *rows))
    frame = f'class="lp-wide lp-{name}" role="region" tabindex="0" aria-label="{escape(caption)}"'
    html = f"{_style()}<div {frame}>{table(head, rows, caption)}</div>"
    return Sheet(html, f"{caption}\n{text}")


def set_hand() -> Sheet:
    """The cards that are played for a team that is absent, from the first year on."""
    rows = [(catalogue.tie_kinds()[key].label, str(made.card(key).cost)) for key in SET_HAND]
    total = sum(made.card(key).cost for key in SET_HAND)
    head, caption = ("card, from year 1", "tokens a year"), "The set hand"
    text = "\n".join("\t".join(row) for row in (head, *rows, ("all", str(total))))
    return Sheet(table(head, [*rows, ("all", str(total))], caption), f"{caption}\n{text}")
