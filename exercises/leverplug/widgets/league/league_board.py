"""The board of a league: codes go in, places, points and what luck did come out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug.league import (
    GOALS,
    SET_DESIGNS,
    Board,
    League,
    Results,
    from_text,
    judge,
    to_csv,
    to_text,
)
from leverplug.league.judging import KEPT, NEW, SET, Stand
from leverplug.league.table import MOST_BUDGET, MOST_ROUNDS, Round, Row
from leverplug.venture import ValidationError
from leverplug.widgets.base import esm
from leverplug.widgets.base.poster import reserve_height

_HERE = Path(__file__).parent
_COMES = "The board of the league stands here once Python has started."
# Pixels of the empty board, in a column of at most so many.
_HEIGHTS = {9999: 588, 815: 609, 525: 653, 465: 676, 425: 697, 415: 719, 375: 763}
_SOURCES = {NEW: "new design", KEPT: "last design stands", SET: "set design"}
_DAMAGED = (ValueError, TypeError, LookupError, AttributeError)  # what damaged state may raise
STANDING = -1  # what is shown in place of a round


class LeagueBoard(anywidget.AnyWidget):
    """Rounds of a league, each with the designs that teams handed in, and the standing.

    Nothing leaves the computer: the league is kept in the page, and saved as a file.

    Args:
        league: The league to begin with; one round without designs by default.
        runs: Draws of luck that designs are judged by.

    Example:
        >>> board = LeagueBoard(runs=50)
        >>> board.hand_in(0, "Herons: trade fair close 30%")
        >>> board.shown_rounds[0]["rows"][0]["team"]
        'Herons'
    """

    _esm = esm.module(_HERE / "league_board.js")
    _css = _HERE / "league_board.css"

    settings = traitlets.Dict(read_only=True).tag(sync=True)
    choices = traitlets.Dict(read_only=True).tag(sync=True)
    texts = traitlets.List(traitlets.Unicode(), read_only=True).tag(sync=True)
    shown = traitlets.Int(0).tag(sync=True)  # number of the round, from 0, or `STANDING`
    shown_rounds = traitlets.List(traitlets.Dict(), read_only=True).tag(sync=True)
    standing = traitlets.List(traitlets.Dict(), read_only=True).tag(sync=True)
    refused = traitlets.Unicode("", read_only=True).tag(sync=True)
    handled = traitlets.Int(0, read_only=True).tag(sync=True)  # counts what was asked and done
    file = traitlets.Dict(read_only=True).tag(sync=True)  # the last one that was asked for
    live_state = traitlets.Unicode("")  # the whole league, for a page to keep

    def __init__(self, league: League | None = None, *, runs: int = 500) -> None:
        self.results = Results(runs)
        self.league, self.board = League(), Board(League(), ())
        self._keeping = False
        super().__init__()
        self.set_trait("choices", _choices())
        self.on_msg(self._receive)
        self._take(league or League())

    # --- changes ------------------------------------------------------------------------------

    def hand_in(self, number: int, text: str) -> None:
        """Put what was pasted in place of a round's designs.

        Args:
            number: The round, from 0.
            text: One line for each team.
        """
        texts = list(self.league.rounds)
        texts[number] = text
        self._take(replace(self.league, rounds=tuple(texts)))

    def add_round(self) -> None:
        """Begin another round, if there may be one more, and show it."""
        if len(self.league.rounds) < MOST_ROUNDS:
            self._take(replace(self.league, rounds=(*self.league.rounds, "")))
            self.shown = len(self.league.rounds) - 1

    def set_rule(self, name: str, value: Any) -> None:
        """Change a rule of the league.

        Raises:
            ValidationError: There is no such rule, or it cannot have that value.
        """
        if name not in self.settings:
            raise ValidationError("rule", name, f"name one of {', '.join(self.settings)}")
        if name == "new_luck" and not isinstance(value, bool):
            raise ValidationError(name, value, "say true or false")
        if name == "base" and not isinstance(value, str):
            raise ValidationError(name, value, "give a code or a link")
        self._take(replace(self.league, **{name: value}))

    def open_text(self, text: str) -> None:
        """Put a saved league in place of this one.

        Raises:
            ValidationError: It is none.
        """
        self._take(from_text(text))
        self.shown = 0

    def save(self, kind: str) -> None:
        """Make a file of the league ("league") or of its board as a table ("table")."""
        made: dict[str, tuple[str, str, Callable[[], str]]] = {
            "league": ("league.txt", "text/plain", lambda: to_text(self.league)),
            "table": ("league-board.csv", "text/csv", lambda: to_csv(self.board)),
        }
        name, mime, write = made[kind]
        number = self.file.get("number", 0) + 1
        self.set_trait("file", {"name": name, "type": mime, "text": write(), "number": number})

    def _take(self, league: League) -> None:
        """Judge a league and show it."""
        board = judge(league, self.results)
        self.league, self.board = league, board
        settings = asdict(league)
        texts = list(settings.pop("rounds"))
        with self.hold_sync():
            self.set_trait("settings", settings)
            self.set_trait("texts", texts)
            self.set_trait("shown_rounds", [_shown(one) for one in board.rounds])
            self.set_trait("standing", [asdict(row) for row in board.standing])
            self.set_trait("refused", "")
            if self.shown >= len(texts):
                self.shown = 0
        self._keep()

    # --- what a page keeps ----------------------------------------------------------------------

    @traitlets.validate("shown")
    def _check_shown(self, proposal: Mapping[str, Any]) -> int:
        number = int(proposal["value"])
        return number if STANDING <= number < max(1, len(self.league.rounds)) else 0

    @traitlets.observe("shown")
    def _keep(self, _change: Any = None) -> None:
        self._keeping = True
        state = {"league": to_text(self.league), "shown": self.shown}
        try:
            self.live_state = json.dumps(state, separators=(",", ":"))
        finally:
            self._keeping = False

    @traitlets.observe("live_state")
    def _restore(self, change: Mapping[str, Any]) -> None:
        if self._keeping or not change["new"]:
            return
        try:
            state = json.loads(change["new"])
            league, shown = from_text(str(state["league"])), int(state["shown"])
        except _DAMAGED as error:
            self._keep()
            remedy = "it cannot be read, so the league stays as it was"
            raise ValidationError("live_state", change["new"][:60], remedy) from error
        self._take(league)
        self.shown = shown

    def _receive(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        """Do what the page asks for; why it cannot be done is shown there."""
        acts: dict[str, Callable[[], None]] = {
            "hand in": lambda: self.hand_in(int(message["number"]), str(message["text"])),
            "add": self.add_round,
            "rule": lambda: self.set_rule(str(message["name"]), message["value"]),
            "open": lambda: self.open_text(str(message["text"])),
            "save": lambda: self.save(str(message["kind"])),
            "clear": lambda: self._take(replace(self.league, rounds=("",))),
        }
        try:
            acts[message["type"]]()
        except ValidationError as error:
            self.set_trait("refused", str(error))
        except (LookupError, TypeError, ValueError):
            self.set_trait("refused", "The page asked for something that the board cannot do.")
        self.set_trait("handled", self.handled + 1)


def _choices() -> dict[str, Any]:
    """What the rules can be chosen from: keys and words."""
    return {
        "goal": [[key, goal.label] for key, goal in GOALS.items()],
        "set_design": [[key, make().name] for key, make in SET_DESIGNS.items()],
        "most_rounds": MOST_ROUNDS,
        "most_budget": MOST_BUDGET,
    }


def _shown(one: Round) -> dict[str, Any]:
    """A round as the page shows it."""
    return {
        "seed": one.seed,
        "rows": [_row(row, one.rows) for row in one.rows],
        "remarks": list(one.remarks),
        "verdict": one.verdict,
        "of_luck": one.of_luck,
    }


def _row(row: Row, rows: tuple[Row, ...]) -> dict[str, Any]:
    shared = sum(other.place == row.place for other in rows) > 1
    own_shared = sum(other.own_place == row.own_place for other in rows) > 1
    return {
        "place": f"{row.place}{'=' if shared else ''}",
        "team": row.stand.team,
        "value": f"{row.value:,}",
        "points": f"{row.points:g}",
        "own_place": f"{row.own_place}{'=' if own_shared else ''}",
        "source": row.stand.source,
        "words": _SOURCES[row.stand.source],
        "changed": list(row.stand.changed),
        "note": _note(row.stand),
    }


def _note(stand: Stand) -> str:
    """What stands in place of changes where there are none."""
    if stand.source == NEW:
        return "first design" if stand.first else "none"
    why = stand.remark.rpartition("; ")[0]
    return why if why in ("absent", "no new design") else "refused: see above"


def poster(state: Mapping[str, Any]) -> str:
    """The rounds and their teams, as HTML.

    Args:
        state: The synced state of a `LeagueBoard`.
    """
    listed = ""
    for number, one in enumerate(state["shown_rounds"], 1):
        teams = ", ".join(f"{row['place']} {row['team']} ({row['value']})" for row in one["rows"])
        listed += (
            f'<div class="livepages-control"><span class="livepages-label">Round {number}</span>'
            f'<span class="livepages-value">{escape(teams or "no designs yet")}</span></div>'
        )
    notice = f'<p class="livepages-blank">{_COMES}</p>'
    return reserve_height(listed + notice, "lp-league-room", _HEIGHTS)
