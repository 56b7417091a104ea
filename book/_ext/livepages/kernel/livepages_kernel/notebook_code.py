"""What notebooks write that is not Python: lines with % or !, cells with %%, a ? for help.

The build reads this file too, so it imports nothing of the page.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

AROUND = ("time", "capture")  # magics of a whole cell that is run as any other
PYTHON_AFTER = ("time", "timeit")  # magics with Python in the rest of the line
OPTIONS = re.compile(r"^(?:-[nrp]\s*\d+\s+|-[a-zA-Z]+\s+)*")
CELL = re.compile(r"%%(\w[\w.]*)[ \t]*(.*)")
LINE = re.compile(r"(?P<before>\s*(?:[\w\s,.\[\]'\"]+=\s*)?)(?P<mark>%|!!?)(?P<rest>[^%=].*)")
HELP = re.compile(r"(?P<before>\s*)(?:\?{1,2}\s*(?P<one>[\w.]+)|(?P<two>[\w.]+)\s*\?{1,2})[\s;]*")

Say = Callable[[str, str], str]


@dataclass(frozen=True)
class Cell:
    """A cell as Python, line by line where it was.

    Args:
        text: The Python.
        around: Magics that the whole cell is run inside of, outermost first: name and options.
    """

    text: str
    around: tuple[tuple[str, str], ...] = ()


def to_run(source: str) -> Cell:
    """A cell as it is run: its magics are calls of `get_ipython()`.

    Example:
        >>> to_run("x = 3\\n%time x + 1").text
        "x = 3\\nget_ipython().run_line_magic('time', 'x + 1')"
    """
    lines, around = source.splitlines(), []
    for place, line in enumerate(lines):
        head = CELL.fullmatch(line.rstrip())
        if head and head[1] in AROUND:
            around.append((head[1], head[2]))
            lines[place] = ""
        elif head:
            body = "\n".join(lines[place + 1 :]) + "\n"
            lines[place:] = [f"get_ipython().run_cell_magic({head[1]!r}, {head[2]!r}, {body!r})"]
            break
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return Cell(_replaced(lines, _call), tuple(around))


def to_read(source: str) -> str:
    """The Python of a cell for those who look for its names: of magics what Python is in them.

    Example:
        >>> to_read("%%capture shown\\nprint(x)\\n%matplotlib inline")
        '\\nprint(x)\\npass'
    """
    lines = source.splitlines()
    for place, line in enumerate(lines):
        head = CELL.fullmatch(line.rstrip())
        if head and head[1] in (*AROUND, *PYTHON_AFTER):
            lines[place] = ""
        elif head:
            return ""
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return _replaced(lines, _python_of)


def _replaced(lines: list[str], say: Say) -> str:
    """The lines, with those that Python refuses and that are magics said in Python."""
    for _ in range(len(lines)):
        text = "\n".join(lines)
        try:
            ast.parse(text)
        except SyntaxError as error:
            place = (error.lineno or 0) - 1
            if not 0 <= place < len(lines) or not _replace(lines, place, say):
                return text
        except ValueError:  # a NUL byte
            return text
        else:
            return text
    return "\n".join(lines)


def _replace(lines: list[str], place: int, say: Say) -> bool:
    """Say one line in Python; returns whether it is a magic."""
    if asked := HELP.fullmatch(lines[place]):
        lines[place] = asked["before"] + say("pinfo", asked["one"] or asked["two"])
        return True
    found = LINE.fullmatch(lines[place])
    if not found:
        return False
    rest, last = found["rest"], place
    while rest.endswith("\\") and last + 1 < len(lines):  # it goes on in the next line
        last += 1
        rest = f"{rest[:-1]}{lines[last]}"
        lines[last] = ""
    name, _, argument = rest.strip().partition(" ") if found["mark"] == "%" else ("sx", "", rest)
    lines[place] = found["before"] + say(name, argument.strip())
    return True


def _call(name: str, argument: str) -> str:
    return f"get_ipython().run_line_magic({name!r}, {argument!r})"


def _python_of(name: str, argument: str) -> str:
    if name == "pinfo":
        return argument
    return OPTIONS.sub("", argument) if name in PYTHON_AFTER else "pass"
