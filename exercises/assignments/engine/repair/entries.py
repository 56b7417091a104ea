"""The cells that were handed in, as little of each as counts: type, source, names, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assignments.engine.repair.reading import Raw

CUT = "a cell of more than a million characters, which was cut"
CODE, TEXT, RAW = "code", "markdown", "raw"
LONGEST = 1_000_000  # characters of a cell
_MOST_OUTPUTS = 10_000  # that are looked at


@dataclass(frozen=True)
class Entry:
    """A cell as it was handed in.

    Args:
        place: Its place in the notebook, from 0.
        kind: `CODE`, `TEXT` or `RAW`.
        source: Its text.
        grade_id, cell_id: Its names for nbgrader and for Jupyter; empty if it has none.
        role: Its metadata for nbgrader.
        tags: Its tags.
        attachments: Pictures in its text, by name.
    """

    place: int
    kind: str
    source: str
    grade_id: str = ""
    cell_id: str = ""
    role: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    attachments: dict[str, dict[str, Any]] = field(default_factory=dict)


def entries(notebook: Raw) -> tuple[list[Entry], list[str]]:
    """A notebook's cells without the empty ones, and what is odd about its format."""
    oddities: Counter[str] = Counter()
    major = notebook.get("nbformat", 4)
    if not isinstance(major, (int, float)) or major > 4:
        oddities["a newer format than is known"] += 1
    elif major < 4:
        oddities["an old format"] += 1
    minor = notebook.get("nbformat_minor", 5)
    old = major == 4 and isinstance(minor, (int, float)) and minor < 5
    found, seen = [], set()
    for place, cell in enumerate(_cells(notebook)):
        if not isinstance(cell, dict):
            oddities["a cell that is none"] += 1
            if isinstance(cell, str) and cell.strip():
                found.append(Entry(place, TEXT, clean(cell)))
            continue
        entry = _entry(place, cell)
        source = _joined(cell.get("source", cell.get("input")))
        if "\0" in source:
            oddities["zero bytes in a cell"] += 1
        if len(source) > LONGEST:
            oddities[CUT] += 1
        if old and entry.cell_id:
            oddities["cell ids where its format has none"] += 1
        if entry.cell_id and entry.cell_id in seen:
            oddities["a cell id used twice"] += 1
        seen.add(entry.cell_id)
        if len(found) < _MOST_OUTPUTS:
            oddities.update(set(_format_slips(cell, entry.kind)) - {""})
        if entry.source.strip() or entry.attachments or entry.grade_id:
            found.append(entry)
    metadata = notebook.get("metadata")
    widgets = metadata.get("widgets") if isinstance(metadata, dict) else None
    if isinstance(widgets, dict) and not all(
        isinstance(part, dict) and "state" in part for part in widgets.values()
    ):
        oddities["widgets without their state"] += 1
    return found, list(oddities)


def clean(text: str) -> str:
    """A text as files and Python take it: lines end alike, no zero bytes, no half characters."""
    text = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _cells(notebook: Raw) -> Iterator[Any]:
    if isinstance(notebook.get("cells"), list):
        yield from notebook["cells"]
        return
    for sheet in notebook["worksheets"]:
        if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list):
            yield from sheet["cells"]


def _entry(place: int, cell: dict[str, Any]) -> Entry:
    kind = cell.get("cell_type")
    source = clean(_joined(cell.get("source", cell.get("input"))))
    if kind == "heading":
        level = cell.get("level", 1)
        depth = int(level) if isinstance(level, (int, float)) and 1 <= level <= 6 else 1
        source = f"{'#' * depth} {source}"
    if kind not in (CODE, TEXT, RAW):
        is_text = kind in ("heading", "html", "text")
        is_code = not is_text and ({"outputs", "execution_count", "input"} & set(cell))
        kind = CODE if is_code else TEXT
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    role = metadata.get("nbgrader")
    role = role if isinstance(role, dict) else {}
    tags = metadata.get("tags")
    return Entry(
        place, kind, source.rstrip("\n"), _name(role.get("grade_id")), _name(cell.get("id")), role,
        tuple(str(tag)[:60] for tag in tags) if isinstance(tags, list) else (),
        _attachments(cell.get("attachments")),
    )  # fmt: skip


def _name(value: Any) -> str:
    return clean(value[:100]) if isinstance(value, str) else ""


def _joined(source: Any) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _attachments(value: Any) -> dict[str, dict[str, Any]]:
    """Pictures that are as nbformat has them: data as text, by media type, by name."""
    if not isinstance(value, dict):
        return {}
    kept = {}
    for name, bundle in value.items():
        if isinstance(bundle, dict):
            data = {
                clean(kind): clean(_joined(part))
                for kind, part in bundle.items()
                if kind.startswith("image/") and _joined(part)
            }
            if data:
                kept[clean(name)] = data
    return kept


def _format_slips(cell: dict[str, Any], kind: str) -> Iterator[str]:
    """What nbformat would refuse about a cell."""
    if not isinstance(cell.get("metadata"), dict):
        yield "cells without metadata"
    if not isinstance(cell.get("source", cell.get("input")), (str, list)):
        yield "cells without a source"
    outputs = cell.get("outputs")
    if kind != CODE:
        yield "text cells with outputs" if "outputs" in cell else ""
        return
    if "input" not in cell and (not isinstance(outputs, list) or "execution_count" not in cell):
        yield "code cells without outputs or a count"
    for output in outputs[:_MOST_OUTPUTS] if isinstance(outputs, list) else ():
        if not isinstance(output, dict):
            yield "outputs that are none"
            continue
        what = output.get("output_type")
        if what in ("display_data", "execute_result") and "metadata" not in output:
            yield "outputs without metadata"
        if what == "execute_result" and "execution_count" not in output:
            yield "results without a count"
        if what == "stream" and set(output) - {"output_type", "name", "text"}:
            yield "extra keys in outputs"
