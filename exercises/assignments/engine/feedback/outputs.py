"""Cleans what a played notebook shows, before it is stored and again before it is displayed.

What students wrote into its cells stays as it is.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from assignments.engine.feedback.sanitiser import LONGEST, clean_html
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import Bool

SIGNATURES = {
    "image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8",
    "image/webp": b"RIFF",
}  # fmt: skip
_SVG, _HTML, _PLAIN = "image/svg+xml", "text/html", "text/plain"
_AS_TEXT = (_PLAIN, "text/latex", "text/markdown")  # escaped or rendered by whoever shows them
_TEMPLATES_KNOW = ("image/png", "image/jpeg")  # as pictures of their own
_LARGEST = 10_000  # pixels of a picture's side
_NAME = re.compile(r"[\w .+()/-]{1,100}")
_GRADE_ID = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_NOT_SHOWN = "(an output that is not shown here)"


class CleanOutputs(Preprocessor):
    """A step for nbgrader and nbconvert: `clean_outputs`."""

    enabled = Bool(True)  # nbgrader leaves a step as it is, and nbconvert's are off by themselves

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        return clean_outputs(nb), resources


def clean_outputs(notebook: NotebookNode) -> NotebookNode:
    """Leave in a notebook's outputs and metadata only what cannot run where it is shown.

    Args:
        notebook: Changed in place. The sources of its cells stay as they are.

    Returns:
        The same notebook.
    """
    notebook.metadata = _notebook_metadata(notebook.metadata)
    for cell in notebook.cells:
        cell.metadata = _cell_metadata(cell.metadata)
        if cell.cell_type not in {"code", "markdown", "raw"}:
            cell.cell_type = "raw"
            cell.pop("type", None)
        if cell.cell_type == "code":
            cell.execution_count = _count(cell.get("execution_count"))
            outputs = (_output(output) for output in cell.get("outputs") or ())
            cell.outputs = [output for output in outputs if output]
        else:
            cell.pop("outputs", None)
        if "attachments" in cell:
            _clean_attachments(cell)
    return notebook


def _notebook_metadata(metadata: Mapping[str, Any]) -> NotebookNode:
    """Which kernel and language; not the widgets' state, which some editors store in part."""
    kept = NotebookNode()
    for part in ("kernelspec", "language_info"):
        given = metadata.get(part)
        words = given.items() if isinstance(given, Mapping) else ()
        names = {key: value for key, value in words
                 if key in {"display_name", "language", "name", "version"}
                 and isinstance(value, str) and _NAME.fullmatch(value)}  # fmt: skip
        if "name" in names and (part == "language_info" or "display_name" in names):
            kept[part] = NotebookNode(names)
    return kept


def _cell_metadata(metadata: Mapping[str, Any]) -> NotebookNode:
    """What nbgrader needs, and whether a cell may be changed."""
    kept = NotebookNode(
        {key: metadata[key] for key in ("deletable", "editable")
         if isinstance(metadata.get(key), bool)}
    )  # fmt: skip
    role = metadata.get("nbgrader")
    if isinstance(role, Mapping) and _GRADE_ID.fullmatch(str(role.get("grade_id"))):
        kept["nbgrader"] = NotebookNode(
            {key: value for key, value in role.items()
             if isinstance(value, bool | int | float) or _GRADE_ID.fullmatch(str(value))}
        )  # fmt: skip
    return kept


def _output(output: Mapping[str, Any]) -> NotebookNode | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type=kind, name=name, text=_text(output.get("text")))
    if kind == "error":
        lines = output.get("traceback")
        return NotebookNode(
            output_type=kind, ename=_text(output.get("ename")), evalue=_text(output.get("evalue")),
            traceback=[_text(line) for line in lines] if isinstance(lines, list) else [],
        )  # fmt: skip
    if kind not in {"display_data", "execute_result"}:
        return None
    data = output.get("data")
    shown = _data(data if isinstance(data, Mapping) else {})
    cleaned = NotebookNode(
        output_type=kind, data=shown, metadata=_sizes(output.get("metadata"), shown)
    )
    if kind == "execute_result":
        cleaned.execution_count = _count(output.get("execution_count"))
    return cleaned


def _data(data: Mapping[str, Any]) -> NotebookNode:
    """An output in all kinds that run nothing; drawings become pictures, which cannot run."""
    kept = NotebookNode({kind: _text(data[kind]) for kind in _AS_TEXT if kind in data})
    pictures = {kind: picture for kind in SIGNATURES
                if (picture := checked_picture(kind, data.get(kind)))}  # fmt: skip
    kept |= {kind: pictures[kind] for kind in _TEMPLATES_KNOW if kind in pictures}
    others = {kind: picture for kind, picture in pictures.items() if kind not in _TEMPLATES_KNOW}
    if _SVG in data and not pictures:
        drawing = _text(data[_SVG]).encode(errors="replace")
        others[_SVG] = base64.b64encode(drawing).decode("ascii")
    words = _text(data.get(_PLAIN))
    if others:
        kind, picture = next(iter(others.items()))
        kept[_HTML] = f'<img src="data:{kind};base64,{picture}" alt="{escape(words[:2000])}">'
    elif _HTML in data and len(html := _text(data[_HTML])) <= LONGEST:
        kept[_HTML] = clean_html(html)
    if not kept:
        kept[_PLAIN] = _NOT_SHOWN
    return kept


def _sizes(metadata: Any, shown: Mapping[str, str]) -> NotebookNode:
    """Width and height of pictures in whole pixels: nothing else of an output's metadata stays."""
    kept = NotebookNode()
    for kind in _TEMPLATES_KNOW:
        given = metadata.get(kind) if isinstance(metadata, Mapping) else None
        if kind in shown and isinstance(given, Mapping):
            sides = {side: given.get(side) for side in ("width", "height")}
            whole = {side: size for side, size in sides.items()
                     if type(size) is int and 0 < size <= _LARGEST}  # fmt: skip
            if whole:
                kept[kind] = NotebookNode(whole)
    return kept


def checked_picture(kind: str, data: Any) -> str | None:
    """A picture's base64 in one line, if it is one and a picture of that kind; else None.

    Args:
        kind: For example `image/png`.
        data: What claims to be its base64.
    """
    if kind not in SIGNATURES or not data:
        return None
    written = "".join(_text(data).split())
    try:
        picture = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        return None
    return written if picture.startswith(SIGNATURES[kind]) else None


def _clean_attachments(cell: NotebookNode) -> None:
    """Leave the pictures attached to a cell, which it shows by their names."""
    kept = NotebookNode()
    given = cell.attachments if isinstance(cell.attachments, Mapping) else {}
    for name, kinds in given.items():
        pictures = {kind: picture for kind, data in kinds.items()
                    if (picture := checked_picture(kind, data))} \
            if isinstance(kinds, Mapping) else {}  # fmt: skip
        if pictures:
            kept[name] = NotebookNode(pictures)
    if kept and cell.cell_type != "code":
        cell.attachments = kept
    else:
        del cell["attachments"]


def _count(value: Any) -> int | None:
    return value if type(value) is int and value >= 0 else None


def _text(value: Any) -> str:
    """Text that may be in lines, as in a file; anything else is no text."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value if isinstance(value, str) else ""
