"""What teams hand in for a round, one line each: `Team: CODE`, a link, a slip, or "absent"."""

from __future__ import annotations

import re
from typing import NamedTuple

from leverplug import record
from leverplug.league import slips
from leverplug.venture import Firm, Founder, ValidationError, Venture, check_text

MOST_TEAMS = 60
LONGEST_TEAM = 40
LONGEST_TEXT = 120_000  # characters of a round: sixty codes of two thousand
ABSENT = ("absent", "-", "–", "—")
_SHOWN = 60  # characters of a line that a remark repeats


class Entry(NamedTuple):
    """What one line says: whose, and the text of a design; empty if the team is absent."""

    team: str
    text: str


def key_of(team: str) -> str:
    """What a team is known by: its name without regard to capitals and spaces.

    Example:
        >>> key_of("The  Herons ") == key_of("the herons")
        True
    """
    return " ".join(team.split()).casefold()


def read_entries(text: str) -> tuple[list[Entry], list[str]]:
    """The entries of a round, and what is wrong with the lines that are none.

    Empty lines are passed over; of two lines of one team the last counts.

    Args:
        text: As it was pasted: one line for each team.

    Returns:
        The entries in order, and remarks; words in these are not escaped.

    Example:
        >>> read_entries("Herons: absent")
        ([Entry(team='Herons', text='')], [])
    """
    remarks: list[str] = []
    if len(text) > LONGEST_TEXT:
        return [], [f"This round has {len(text):,} characters: give at most {LONGEST_TEXT:,}."]
    found: dict[str, Entry] = {}
    for number, line in enumerate(re.split(r"\r\n|[\r\n\v\f\x85\u2028\u2029]", text), 1):
        if not line.strip():
            continue
        try:
            entry = _entry(line)
        except ValidationError as error:
            remarks.append(f"Line {number} was left out: {error.remedy} (it is “{_cut(line)}”).")
            continue
        key = key_of(entry.team)
        if key not in found and len(found) == MOST_TEAMS:
            remarks.append(f"Line {number} was left out: a league has at most {MOST_TEAMS} teams.")
            continue
        if found.pop(key, None):
            remarks.append(f"{entry.team} is given twice: line {number} counts, the later one.")
        found[key] = entry
    return list(found.values()), remarks


def _entry(line: str) -> Entry:
    team, mark, text = line.partition("\t" if "\t" in line.strip() else ":")
    team, text = " ".join(team.split()).removesuffix(":"), text.strip()
    if not mark or not team:
        raise ValidationError("line", line, "write the team, a colon and its code")
    if team.lower() in ("http", "https"):
        raise ValidationError("line", line, "write the team and a colon before the link")
    try:
        check_text("team", team, LONGEST_TEAM, 1)
    except ValidationError as error:
        remedy = f"name the team in at most {LONGEST_TEAM} characters that can be seen"
        raise ValidationError("team", team, remedy) from error
    if not text:
        raise ValidationError("code", team, "paste a code after the colon, or write absent")
    return Entry(team, "" if text.casefold() in ABSENT else text)


def design_of(entry: Entry, firm: Firm, founder: Founder) -> Venture:
    """The design of an entry that is not absent.

    Args:
        entry: With a code, a link or another form of a record; or a slip.
        firm, founder: Those of a slip.

    Raises:
        ValidationError: It cannot be opened; the remedy says why.
    """
    if slips.is_slip(entry.text):
        return slips.venture(entry.text, firm, founder)
    return record.read(entry.text).venture


def _cut(text: str) -> str:
    text = "".join(letter for letter in text.strip() if letter.isprintable())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
