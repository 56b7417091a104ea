"""A notebook's cells from a file's text, as JSON or as one of the text formats."""

from __future__ import annotations

import json
from typing import Any

from assignments.engine.errors import Refusal
from assignments.engine.repair import scan
from assignments.engine.repair.text import decode

Raw = dict[str, Any]  # a notebook as JSON has it
_LONGEST_TEXT = 2_000_000  # characters of a notebook as plain text


def read(data: bytes) -> tuple[Raw, list[str], list[str]]:
    """A notebook as JSON has it.

    Args:
        data: A file that was handed in.

    Returns:
        The notebook, of which only `cells` (or `worksheets`) is sure to be there; what is odd
        about its format; and what a person must look at.

    Raises:
        Refusal: It is no notebook.
    """
    text, oddities = decode(data)
    look: list[str] = []
    try:
        content = _json(text, oddities, look)
    except RecursionError:
        raise Refusal("it is not a notebook: nested too deeply") from None
    notebook = _notebook(content)
    if notebook is None:
        raise Refusal("it is not a notebook: it holds no cells")
    return notebook, oddities, look


def _json(text: str, oddities: list[str], look: list[str]) -> Any:
    """What a text holds as JSON, mended where it does not parse."""
    try:
        return _loads(text)
    except ValueError as error:
        reason = str(error).split("\n")[0][:120]
    both = scan.sides(text)
    if both:
        look.append("two versions were merged and left in conflict: both were read")
        first, second = (_json(side, oddities, []) for side in both)
        return _joined(first, second)
    try:
        content = _loads(scan.without_trailing_commas(text))
        oddities.append("commas too many")
        return content
    except ValueError:
        cells = scan.scan(text)
    if cells:
        look.append(f"its file is cut off or damaged: {len(cells)} cells could be read")
        return {"cells": cells, "nbformat": 4}
    content = _from_text(text)
    if content is None:
        raise Refusal(f"it is not a notebook that opens ({reason})")
    oddities.append("a text version of the notebook")
    return content


def _loads(text: str) -> Any:
    # Integers of any length: those too long for Python are no reason to refuse.
    content = json.loads(text, strict=False, parse_int=float)
    return (
        json.loads(content, strict=False, parse_int=float) if isinstance(content, str) else content
    )


def _joined(first: Any, second: Any) -> Any:
    """A notebook with the cells of another version that it does not have at its end."""
    one, other = _notebook(first), _notebook(second)
    if one is None or other is None:
        return first if other is None else second
    known = [_comparable(cell) for cell in one.get("cells") or ()]
    new = [cell for cell in other.get("cells") or () if _comparable(cell) not in known]
    return one | {"cells": [*(one.get("cells") or ()), *new]}


def _comparable(cell: Any) -> Any:
    source = cell.get("source") if isinstance(cell, dict) else cell
    return "".join(map(str, source)) if isinstance(source, list) else source


def _notebook(content: Any) -> Raw | None:
    """The notebook in what JSON holds, which may be one of its wrappings."""
    if isinstance(content, list) and content and all(_is_cell(entry) for entry in content):
        return {"cells": content}
    if not isinstance(content, dict):
        return None
    if isinstance(content.get("cells"), list) or isinstance(content.get("worksheets"), list):
        return content
    inner = content.get("content")  # as Jupyter's own server hands it out
    return _notebook(inner) if isinstance(inner, dict) else None


def _is_cell(entry: Any) -> bool:
    return isinstance(entry, dict) and "cell_type" in entry


def _from_text(text: str) -> Any:
    """A notebook from one of the text formats that Jupytext knows; None if it is in none."""
    if len(text) > _LONGEST_TEXT:
        return None
    if "```{code-cell}" in text:
        kind = "md:myst"
    elif "```python" in text:
        kind = "md:markdown"
    elif "\n# %%" in f"\n{text}":
        kind = "py:percent"
    elif text.lstrip().startswith("# ---\n# jupyter:"):
        kind = "py:light"
    else:
        return None
    import jupytext  # takes a third of a second, and is hardly ever needed

    try:
        return jupytext.reads(text, fmt=kind)
    except Exception:  # Jupytext raises what YAML and its own parsers raise
        return None
