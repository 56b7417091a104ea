"""What may help after a typical mistake: the key of a word of the page, and what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from livepages_kernel.limits import NotInPagesError
from livepages_kernel.names import names_of

Hint = tuple[str, dict[str, str]]
BRACKET = re.compile(r"never closed|unmatched|does not match|unterminated|unexpected EOF")
IMPOSSIBLE = {
    "start new thread": "hint_threads", "support processes": "hint_processes",
    "multiprocessing": "hint_processes", "stack switching": "hint_loop",
    "a running event loop": "hint_loop", "another computer": "hint_network",
}  # fmt: skip
SHORT_FOR = {"pd": "pandas", "np": "numpy", "alt": "altair", "nx": "networkx"}
MOST_COLUMNS = 12


def hint_for(error: BaseException, source: str, others: Mapping[str, str]) -> Hint | None:
    """A hint for the error of a cell.

    Args:
        error: What the cell raised.
        source: Its code.
        others: Code of the page's other cells, by name.
    """
    for kind, find in _FINDERS:
        if isinstance(error, kind) and (found := find(error, source, others)):
            return found
    return None


def _refused(error: Any, source: str, others: Mapping[str, str]) -> Hint:
    return error.hint


def _impossible(error: Any, source: str, others: Mapping[str, str]) -> Hint | None:
    """What Python itself says of something that a page cannot do."""
    said = str(error)
    return next(((hint, {}) for part, hint in IMPOSSIBLE.items() if part in said), None)


def _bracket(error: Any, source: str, others: Mapping[str, str]) -> Hint | None:
    if error.text and error.text.lstrip().startswith(("%", "!", "?")):
        return "hint_magic", {}
    if BRACKET.search(error.msg or ""):
        return "hint_bracket", {"line": str(error.lineno)}
    if isinstance(error, IndentationError):
        return "hint_indent", {"line": str(error.lineno)}
    return None


def _name(error: Any, source: str, others: Mapping[str, str]) -> Hint | None:
    if error.name in SHORT_FOR:
        return "hint_import", {"name": error.name, "package": SHORT_FOR[error.name]}
    makers = [cell for cell, text in others.items() if error.name in names_of(text).makes]
    return ("hint_other_cell", {"name": error.name, "cell": makers[0]}) if makers else None


def _module(error: Any, source: str, others: Mapping[str, str]) -> Hint | None:
    return ("hint_package", {"name": error.name}) if error.name else None


def _ellipsis(error: Any, source: str, others: Mapping[str, str]) -> Hint | None:
    return ("hint_dots", {}) if "ellipsis" in str(error).lower() and "..." in source else None


def _column(error: Any, source: str, others: Mapping[str, str]) -> Hint | None:
    """The columns of the table that was asked for another one."""
    frames, columns = error.__traceback__, None
    while frames:
        asked: Any = frames.tb_frame.f_locals.get("self")
        if type(asked).__name__ == "DataFrame":
            columns = [str(each) for each in asked.columns]
        frames = frames.tb_next
    if not columns:
        return None
    more = " …" if len(columns) > MOST_COLUMNS else ""
    return "hint_columns", {"columns": ", ".join(columns[:MOST_COLUMNS]) + more}


def _asks(error: Any, source: str, others: Mapping[str, str]) -> Hint | None:
    return ("hint_input", {}) if "input(" in source else None


_Finder = Callable[[Any, str, Mapping[str, str]], "Hint | None"]
_FINDERS: Sequence[tuple[type[BaseException], _Finder]] = (
    (NotInPagesError, _refused), (RuntimeError, _impossible), (OSError, _impossible),
    (ImportError, _impossible),
    (SyntaxError, _bracket), (NameError, _name), (ModuleNotFoundError, _module),
    (TypeError, _ellipsis), (AttributeError, _ellipsis), (KeyError, _column), (OSError, _asks),
    (EOFError, _asks),
)  # fmt: skip
