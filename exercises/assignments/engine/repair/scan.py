"""Cells in a notebook's JSON that does not parse: cut off, or damaged somewhere.

Every whole cell is read by itself; of one that is damaged, its source as far as it goes.
"""

from __future__ import annotations

import json
import re
import time
from typing import Any

_DECODER = json.JSONDecoder(strict=False, parse_int=float)
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_TRAILING_COMMA = re.compile(rf"{_STRING}|,(?=\s*[}}\]])", re.S)
_CELLS = re.compile(r'"cells"\s*:\s*\[')
_CELL = re.compile(
    r'\{\s*"(?:cell_type|attachments|execution_count|id|metadata|collapsed|input|source)"\s*:'
)
_CELL_TYPE = re.compile(r'"cell_type"\s*:\s*"(\w{1,20})"')
_SOURCE = re.compile(r'"(?:source|input)"\s*:\s*(\[?)')
_LINE = re.compile(r'\s*,?\s*("[^"\\]*(?:\\.[^"\\]*)*)("?)', re.S)
_CONFLICT = re.compile(
    r"^<{7}[^\n]*\n(.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}[^\n]*\n(.*?)^>{7}[^\n]*\n?", re.M | re.S
)
_LONGEST_SEARCH = 2.0  # seconds
_LONGEST_PART = 1_000_000  # characters at both ends of a damaged cell that are looked at
_LONGEST_MENDED = 20_000_000  # characters of a file that is mended as a whole
_MOST_LINES = 50_000  # of a damaged cell
_MOST_CELLS, _MOST_CONFLICTS = 100_000, 200


def without_trailing_commas(text: str) -> str:
    """JSON without commas before a closing bracket, which some editors leave; strings stay."""
    if len(text) > _LONGEST_MENDED:
        return text
    return _TRAILING_COMMA.sub(lambda found: found[0] if found[0] != "," else "", text)


def sides(text: str) -> tuple[str, str] | None:
    """Both versions of a text with a version control's marks of a conflict in it."""
    short = len(text) <= _LONGEST_MENDED and text.count("<<<<<<<") <= _MOST_CONFLICTS
    if not short or "<<<<<<<" not in text or not _CONFLICT.search(text):
        return None
    return _CONFLICT.sub(r"\1", text), _CONFLICT.sub(r"\2", text)


def scan(text: str) -> list[dict[str, Any]]:
    """Cells of a damaged notebook, whole ones and parts, in order; none if it has none."""
    start = _CELLS.search(text)
    if not start:
        return []
    cells: list[dict[str, Any]] = []
    place, deadline = start.end(), time.monotonic() + _LONGEST_SEARCH
    while len(cells) < _MOST_CELLS and time.monotonic() < deadline:
        beginning = _next_cell(text, place)
        if beginning == len(text):
            break
        try:
            cell, place = _DECODER.raw_decode(text, beginning)
        except (ValueError, RecursionError):
            place = _next_cell(text, beginning + 1)
            cell = _part(text[beginning:place])
        if isinstance(cell, dict) and "cell_type" in cell:
            cells.append(cell)
    return cells


def _next_cell(text: str, place: int) -> int:
    """Where the next cell seems to begin: in a list, not as the value of a key."""
    for found in _CELL.finditer(text, place):
        start = found.start()
        if not text[max(0, start - 100) : start].rstrip().endswith(":"):
            return start
    return len(text)


def _part(text: str) -> dict[str, Any]:
    """What can be told of a damaged cell: its names at its beginning, its source at its end."""
    if len(text) > 2 * _LONGEST_PART:
        text = text[:_LONGEST_PART] + text[-_LONGEST_PART:]
    kind = _CELL_TYPE.search(text)
    if not kind:
        return {}
    cell: dict[str, Any] = {"cell_type": kind[1], "metadata": {}, "source": _source(text)}
    grade_id = re.search(r'"grade_id"\s*:\s*"([^"\\]{1,100})"', text)
    if grade_id:
        cell["metadata"] = {"nbgrader": {"grade_id": grade_id[1], "damaged": True}}
    own_id = re.search(r'^\s*"id"\s*:\s*"([\w-]{1,64})"', text, re.M)
    return cell | ({"id": own_id[1]} if own_id else {})


def _source(text: str) -> str:
    """A damaged cell's source, as far as it goes."""
    starts = list(_SOURCE.finditer(text))
    if not starts:
        return ""
    lines: list[str] = []
    place = starts[-1].end()
    while len(lines) < _MOST_LINES and (found := _LINE.match(text, place)):
        lines.append(_string(found[1]))
        place = found.end()
        if not found[2] or not starts[-1][1]:
            break
    return "".join(lines)


def _string(text: str) -> str:
    """A JSON string that may be cut off in the middle of an escape."""
    for end in range(len(text), max(len(text) - 7, 0), -1):
        try:
            return str(json.loads(text[:end] + '"', strict=False))
        except ValueError:
            continue
    return ""
