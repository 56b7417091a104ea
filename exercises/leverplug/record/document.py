"""A record as a JSON document, and back from a text that a stranger may have written.

Nothing in the text is ever run. Numbers that are not finite, names given twice, fields missing or
unknown, deep nesting and endless digits are refused with the field, the value and the remedy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any

from leverplug.record.form import Record, RecordError
from leverplug.venture import Capabilities, Change, Firm, Founder, Tie, ValidationError, Venture

FORMAT = "leverplug-record"
VERSION = 2
_DEEPEST = 8  # no record nests deeper
_MOST_DIGITS = 40

_STRING = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'  # also one without an end, so that it is read once
_BRACKETS_OUTSIDE = rf"{_STRING}|([\[{{])|([\]}}])"

Document = dict[str, Any]


def _with_scenario(old: Document) -> Document:
    """Version 2 says how sure a learner was, what was answered later, and the class's scenario."""
    return {**old, "version": 2, "confidence": {}, "second": {}, "why": {}, "scenario": ""}


# From an older version of the document to the next; a version without a way is refused.
MIGRATIONS: dict[int, Callable[[Document], Document]] = {1: _with_scenario}


def as_document(record: Record) -> Document:
    """A record as the values of its JSON."""
    named = ("predictions", "answers", "confidence", "second", "why")
    return {
        "format": FORMAT, "version": VERSION, "model": record.model, "seed": record.seed,
        "scenario": record.scenario, "venture": asdict(record.venture),
        **{name: dict(getattr(record, name)) for name in named},
    }  # fmt: skip


def as_text(document: Document) -> str:
    """The JSON text of a document; numbers keep every digit."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=float)


def parse(text: str) -> Record:
    """The record in a JSON text.

    Raises:
        RecordError: There is none, or none that this version can open.
    """
    return from_document(values(text))


def from_document(document: Any) -> Record:
    """The record in the values of a JSON text.

    Raises:
        RecordError: As for `parse`.
    """
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise RecordError("format", document, "choose a record that this kit has written")
    document = up_to_date(document, VERSION, MIGRATIONS)
    names = [f.name for f in fields(Record)]
    group = with_fields(document, "record", ("format", "version", *names))
    return Record(**{n: group[n] for n in names} | {"venture": _venture(group["venture"])})


def refuse_version(where: str, version: int, ours: int) -> None:
    """Raise the error of a version that cannot be opened; `ours` is the latest that can.

    Raises:
        RecordError: Always.
    """
    if version > ours:
        remedy = f"install a newer leverplug; this one opens versions up to {ours}"
    else:
        remedy = f"make the record again; version {ours} is what this leverplug opens"
    raise RecordError(where, version, remedy)


def up_to_date(
    document: Document, ours: int, migrations: Mapping[int, Callable[[Document], Document]]
) -> Document:
    """The document in version `ours`, by way of every version between.

    Raises:
        RecordError: It has no version, or one without a way to ours.
    """
    version = document.get("version")
    if type(version) is not int or version < 0:
        raise RecordError("version", version, f"give a whole number up to {ours}")
    while version != ours:
        if version not in migrations:
            refuse_version("version", version, ours)
        document, version = _step(document, version, migrations[version]), version + 1
    return document


def _step(document: Document, version: int, step: Callable[[Document], Document]) -> Document:
    """The document in the version after its own."""
    try:
        return step(document)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        remedy = f"open the whole record: it is not as version {version} was written"
        raise RecordError("version", version, remedy) from error


# --- plain values -------------------------------------------------------------------------------


def values(text: str) -> Any:
    """The plain values in a JSON text, read in a time that grows with its length and no faster.

    Raises:
        RecordError: It is no such text, or it holds what no document of ours does.
    """
    depth = 0
    for found in re.finditer(_BRACKETS_OUTSIDE, text, re.DOTALL):
        depth += (found[1] is not None) - (found[2] is not None)
        if depth > _DEEPEST:
            raise RecordError("record", text, f"no record nests deeper than {_DEEPEST} levels")
    try:
        return json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant,
                          parse_int=_number(int), parse_float=_number(float))  # fmt: skip
    except json.JSONDecodeError as error:
        near = text[max(0, error.pos - 20) : error.pos + 20]
        remedy = f"it breaks off or is damaged at character {error.pos + 1}; open the whole record"
        raise RecordError("record", near, remedy) from error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    group: dict[str, Any] = {}
    for name, value in pairs:
        if name in group:
            raise RecordError(name, "given twice", "keep one of the two")
        group[name] = value
    return group


def _no_constant(text: str) -> None:
    raise RecordError("record", text, "give a finite number instead")


def _number(kind: type) -> Callable[[str], Any]:
    def convert(text: str) -> Any:
        if len(text) > _MOST_DIGITS:
            raise RecordError("record", text, f"give a number of at most {_MOST_DIGITS} digits")
        return kind(text)

    return convert


# --- the parts of a venture ---------------------------------------------------------------------


def with_fields(
    value: Any, where: str, names: tuple[str, ...], optional: tuple[str, ...] = ()
) -> dict[str, Any]:
    """`value` as a group with exactly these fields, and perhaps the optional ones.

    Raises:
        RecordError: It is none, or it has other fields.
    """
    if not isinstance(value, dict):
        raise RecordError(where, value, f"give a group with {', '.join(names)}")
    for name in names:
        if name not in value:
            raise RecordError(f"{where}: {name}", "missing", "open the whole record")
    for name in value:
        if name not in (*names, *optional):
            raise RecordError(f"{where}: {name}", value[name], "leave it out: no such field")
    return value


def rows(value: Any, where: str) -> list[tuple[str, Any]]:
    """The items of a list, each with its place.

    Raises:
        RecordError: `value` is no list.
    """
    if not isinstance(value, list):
        raise RecordError(where, value, "give a list")
    return [(f"{where}[{number}]", row) for number, row in enumerate(value)]


def _part(kind: type, value: Any, where: str, **ready: Any) -> Any:
    """A dataclass of the venture from its fields, with those that are `ready` put in."""
    group = with_fields(value, where, tuple(f.name for f in fields(kind)))
    try:
        return kind(**(group | ready))
    except ValidationError as error:
        raise RecordError(f"{where}: {error.field}", error.value, error.remedy) from error


def _tie(where: str, value: Any) -> Tie:
    group = with_fields(value, where, tuple(f.name for f in fields(Tie)))
    changes = [_part(Change, row, at) for at, row in rows(group["changes"], f"{where}.changes")]
    return _part(Tie, value, where, changes=tuple(changes))


def _link(where: str, value: Any) -> tuple[str, str]:
    if not isinstance(value, list) or [type(end) for end in value] != [str, str]:
        raise RecordError(where, value, "name two ties")
    return value[0], value[1]


def _venture(value: Any) -> Venture:
    group = with_fields(value, "venture", tuple(f.name for f in fields(Venture)))
    parts = {"firm": Firm, "founder": Founder, "capabilities": Capabilities}
    ready = {name: _part(kind, group[name], name) for name, kind in parts.items()}
    ready["ties"] = tuple(_tie(at, row) for at, row in rows(group["ties"], "ties"))
    ready["links"] = tuple(_link(at, row) for at, row in rows(group["links"], "links"))
    return _part(Venture, value, "venture", **ready)
