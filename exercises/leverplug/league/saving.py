"""A league as a text that people can read and mend, and its board as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from leverplug import record
from leverplug.league.entries import LONGEST_TEXT
from leverplug.league.judging import KEPT, NEW, SET
from leverplug.league.table import MOST_ROUNDS, Board, League
from leverplug.record.cells import harmless, without_marks
from leverplug.venture import ValidationError

TITLE = "Levers and Plugs: a league"
_SETTINGS = {  # name in the text -> field
    "luck": "luck", "new luck each round": "new_luck", "changes allowed": "budget", "goal": "goal",
    "set design": "set_design", "firm as in": "base",
}  # fmt: skip
_ROUND = re.compile(r"\[round (\d+)\]", re.IGNORECASE)
_SOURCES = {NEW: "new", KEPT: "kept", SET: "set design"}
_COLUMNS = ("round", "luck", "place", "team", "points", "value", "place with own luck", "design",
            "changes", "remark", "code")  # fmt: skip


def to_text(league: League) -> str:
    """The whole league as a text: its settings, then each round as it was pasted.

    Example:
        >>> from_text(to_text(League(("Herons: absent",), luck=7))).luck
        7
    """
    lines = [TITLE]
    for name, field in _SETTINGS.items():
        value = getattr(league, field)
        lines.append(f"{name}: {('no', 'yes')[value] if isinstance(value, bool) else value}")
    for number, text in enumerate(league.rounds, 1):
        kept = (line.strip() for line in text.splitlines())
        lines += ["", f"[round {number}]"]
        lines += [line for line in kept if line and not _ROUND.fullmatch(line)]
    return "\n".join(lines) + "\n"


def from_text(text: str) -> League:
    """The league in a text that `to_text` wrote, or in a table with round, team and code.

    Raises:
        ValidationError: It is neither, or a setting of it is none.
    """
    if len(text) > MOST_ROUNDS * LONGEST_TEXT:
        raise ValidationError("file", f"{len(text):,} characters", "choose a league that was saved")
    lines = text.removeprefix("\ufeff").splitlines()
    if lines and lines[0].strip() == TITLE:
        return _parsed(lines[1:])
    if lines and {"round", "team", "code"} <= set(_header(lines[0])):
        return _of_table(lines)
    remedy = f"choose a file that begins with “{TITLE}”, or a table with round, team and code"
    raise ValidationError("file", (lines or [""])[0][:60], remedy)


def _parsed(lines: list[str]) -> League:
    settings: dict[str, object] = {}
    rounds: list[list[str]] = []
    for line in lines:
        if match := _ROUND.fullmatch(line.strip()):
            if int(match[1]) != len(rounds) + 1:
                raise ValidationError("round", line.strip(), f"number it {len(rounds) + 1}")
            rounds.append([])
        elif rounds:
            rounds[-1].append(line)
        elif line.strip():
            name, _, value = (part.strip() for part in line.partition(":"))
            if name not in _SETTINGS:
                raise ValidationError("setting", name[:60], f"name one of {', '.join(_SETTINGS)}")
            settings[_SETTINGS[name]] = _value(name, value)
    texts = tuple("\n".join(line for line in each if line.strip()) for each in rounds)
    return League(texts or ("",), **settings)  # type: ignore[arg-type]  # League checks each


def _value(name: str, value: str) -> object:
    if name == "new luck each round":
        if value not in ("yes", "no"):
            raise ValidationError(name, value[:60], "write yes or no")
        return value == "yes"
    if name in ("luck", "changes allowed"):
        if not re.fullmatch(r"\d{1,16}", value, re.ASCII):
            raise ValidationError(name, value[:60], "give a whole number, 0 or more")
        return int(value)
    return value


def _header(line: str) -> list[str]:
    return [name.strip().lower() for name in next(csv.reader([line], delimiter=_comma(line)), [])]


def _comma(line: str) -> str:
    return max(",;\t", key=line.count)


def _of_table(lines: list[str]) -> League:
    """A league of a table that somebody else made: settings are the usual ones."""
    names = _header(lines[0])
    rounds: list[list[str]] = []
    kept: dict[int, str] = {}  # the line of a team that kept its design, by the round's place
    for number, cells in enumerate(csv.reader(lines[1:], delimiter=_comma(lines[0])), 2):
        row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        if not any(row.values()):
            continue
        which = row.get("round", "")
        if not re.fullmatch(r"[1-9]", which, re.ASCII) or int(which) > MOST_ROUNDS:
            remedy = f"number the rounds from 1 to {MOST_ROUNDS}"
            raise ValidationError(f"line {number}: round", which[:60], remedy)
        while len(rounds) < int(which):
            rounds.append([])
        place = int(which) - 1
        if row.get("design", "") == _SOURCES[KEPT]:  # it does so again without a line
            kept.setdefault(place, _line(row))
        else:
            rounds[place].append(_line(row))
    for place, line in kept.items():  # but a round without any line has no designs
        rounds[place] = rounds[place] or [line]
    return League(tuple("\n".join(each) for each in rounds) or ("",))


def _line(row: dict[str, str]) -> str:
    """The line of a team in a round; a tab parts it from its code, as a name may have a colon."""
    team = " ".join(without_marks(row.get("team", "")).split())
    source = row.get("design", "")  # of a board that was saved: what stood, and why
    code = "absent" if source == _SOURCES[SET] else row.get("code", "")
    return f"{team}\t{code}" if code else f"{team}:"


def to_csv(board: Board) -> str:
    """The board as a table: a row for each team in each round, with the code of its design.

    No cell begins with a sign that a spreadsheet would run.
    """
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(_COLUMNS)
    for number, one in enumerate(board.rounds, 1):
        for row in one.rows:
            stand = row.stand
            code = record.code(replace(stand.design, name=""), one.seed)
            cells = (number, one.seed, row.place, stand.team, f"{row.points:g}", row.value,
                     row.own_place, _SOURCES[stand.source], len(stand.changed), stand.remark,
                     code)  # fmt: skip
            write.writerow([harmless(cell) for cell in cells])
    return out.getvalue()
