"""Cells of tables for spreadsheets: none is run, whatever a learner has written into it."""

from __future__ import annotations

import re

# What a cell begins with that is run, in any width; a tab or a new line may begin another cell.
_RUN = "=+\\-@|%\u2212\ufe62\ufe63\ufe66\ufe6a\ufe6b\uff05\uff0b\uff0d\uff1d\uff20\uff5c"
_ENDS = "\t\r\n\v\f\x85\u2028\u2029"
# What may stand before it and is passed over: spaces, quotation marks, what cannot be seen.
_BEFORE = f"(?:[^\\S{_ENDS}]|['\"\\0\\ufeff\\u200b-\\u200f\\u2060])*"
_BEGINS = f"(?:^|(?<=[;{_ENDS}]))"  # spreadsheets may part cells at semicolons
_TO_MARK = re.compile(f"{_BEGINS}(?={_BEFORE}[{_RUN}{_ENDS}])")
_MARKED = re.compile(f"{_BEGINS}'(?={_BEFORE}[{_RUN}{_ENDS}])")


def harmless(value: object) -> object:
    """A value that no spreadsheet takes for a formula, however it parts the cells of a line.

    Args:
        value: What is to stand in a cell; only texts are changed.

    Returns:
        The text with a mark, ', wherever a formula might begin.

    Example:
        >>> harmless("=HYPERLINK(1)"), harmless("a;=1"), harmless("Ana"), harmless(-3)
        ("'=HYPERLINK(1)", "a;'=1", 'Ana', -3)
    """
    return _TO_MARK.sub("'", value) if isinstance(value, str) else value


def without_marks(cell: str) -> str:
    """The text of a cell that `harmless` has marked, as it was.

    Example:
        >>> without_marks("'=A"), without_marks("O'Hara")
        ('=A', "O'Hara")
    """
    return _MARKED.sub("", cell)
