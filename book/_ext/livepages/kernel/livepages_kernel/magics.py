"""The magics that a page has; each takes the shell and the rest of its line."""

from __future__ import annotations

import ast
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

from livepages_kernel import display
from livepages_kernel.limits import NotInPagesError
from livepages_kernel.notebook_code import to_run

# What a page says of magics that it has not; of all others "hint_magic".
HINTS = dict.fromkeys(
    ("bash", "sh", "script", "cmd", "cd", "ls", "pwd", "mkdir", "cat", "rm", "cp",
     "mv", "perl", "ruby"), "hint_shell",
)  # fmt: skip
SHORTEST_TIMING_S = 0.2
TIMINGS = 5


def _nothing(shell: Any, line: str) -> None:
    """Do nothing: what this magic sets up, a page has already or does without."""


def _evaluate(shell: Any, code: str) -> Any:
    """Run code among the page's names; returns the value of its last expression."""
    tree = ast.parse(to_run(code).text, "<magic>")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<magic>", "exec"), shell.user_ns)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "<magic>", "eval"), shell.user_ns)


def duration(seconds: float) -> str:
    """A time in the unit that suits it.

    Example:
        >>> duration(0.0123)
        '12.3 ms'
    """
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


@contextmanager
def _timed(shell: Any, line: str = "") -> Iterator[None]:
    began = time.perf_counter()
    try:
        yield
    finally:
        print(f"Wall time: {duration(time.perf_counter() - began)}")


def _time(shell: Any, line: str) -> Any:
    with _timed(shell):
        return _evaluate(shell, line)


def _timeit(shell: Any, line: str, cell: str = "") -> Any:
    """Time code: -n loops and -r repeats as in IPython, but a fifth of its time unless given."""
    import timeit

    words, options = line.split(), {}
    while words and words[0].startswith("-"):
        option = words.pop(0)
        number = option[2:] or (words.pop(0) if option in ("-n", "-r", "-p") else "")
        options[option[1]] = int(number) if number.isdigit() else True
    rest = line.split(maxsplit=len(line.split()) - len(words))[-1] if words else ""
    setup, code = (rest or "pass", cell) if cell else ("pass", rest)
    timer = timeit.Timer(to_run(code).text, setup, globals=shell.user_ns)
    loops, repeats = options.get("n", 0), options.get("r", TIMINGS)
    if not loops:
        loops = 1
        while timer.timeit(loops) < SHORTEST_TIMING_S / 10:
            loops *= 10
    runs = [total / loops for total in timer.repeat(repeats, loops)]
    if "q" not in options:
        print(f"{duration(min(runs))} per loop (best of {repeats}, {loops} loops each)")
    return min(runs) if "o" in options else None


def _install(shell: Any, line: str) -> None:
    """Accept packages that are here, so that a notebook's first cell runs; refuse others."""
    action, *words = line.split()[:1] + [word for word in line.split()[1:] if word[0] != "-"]
    if action != "install":
        raise NotInPagesError("%pip", "hint_magic")
    for word in words:
        name = word.strip("'\"").split("[")[0]
        for end in "=<>!~;@":
            name = name.partition(end)[0]
        if not _is_here(name.strip().replace("-", "_").lower()):
            raise NotInPagesError(f"Installing {name}", "hint_package", name=name)


PIP = re.compile(r"(?:\S+ -m )?pip3? (.*)")


def _command(shell: Any, line: str) -> None:
    """Refuse a command of the shell; what installs packages is as with %pip."""
    if found := PIP.fullmatch(line.strip()):
        _install(shell, found[1])
    else:
        raise NotInPagesError(f"!{line}", "hint_shell")


def _is_here(name: str) -> bool:
    """Whether a package is loaded, has its files here, or can be fetched."""
    if name in sys.modules or PathFinder.find_spec(name):
        return True
    return any(finder.has(name) for finder in sys.meta_path if hasattr(finder, "has"))


def _help(shell: Any, line: str) -> None:
    import inspect

    value = shell.ev(line)
    lines = []
    if callable(value):
        try:
            lines.append(f"{line}{inspect.signature(value)}")
        except (TypeError, ValueError):  # in C, without a signature
            lines.append(f"{line}(...)")
    else:
        lines.append(f"{line}: {type(value).__name__} = {value!r}")
    print("\n".join([*lines, *filter(None, [inspect.getdoc(value)])]))


def _gui(shell: Any, line: str) -> None:
    """Accept the loop that a page has: a cell that asks for it runs as it does in a notebook."""
    if line.strip() not in ("", "asyncio"):
        raise NotInPagesError(f"%gui {line}", "hint_gui")


def _names(shell: Any, line: str) -> None:
    print(*(name for name in shell.user_ns if not name.startswith("_")), sep="  ")


LINE: dict[str, Callable[..., Any]] = {
    "time": _time, "timeit": _timeit, "gui": _gui, "pinfo": _help, "pinfo2": _help, "who": _names,
    "sx": _command, "system": _command,
    **dict.fromkeys(("pip", "conda", "mamba", "uv"), _install),
    **dict.fromkeys(
        ("matplotlib", "load_ext", "reload_ext", "autoreload", "config", "autosave", "xmode",
         "colors", "precision", "aimport"), _nothing,
    ),
}  # fmt: skip


# --- whole cells ---


@contextmanager
def _captured(shell: Any, line: str) -> Iterator[None]:
    names = [word for word in line.split() if not word.startswith("-")]
    kept = display.Captured()
    kept.passes = {word for word in line.split() if word.startswith("--no-")}
    if names:
        shell.user_ns[names[0]] = kept
    with kept:
        yield


def _show_as(kind: str) -> Callable[..., None]:
    def show(shell: Any, line: str, cell: str) -> None:
        import IPython.display

        display.display(getattr(IPython.display, kind)(cell))

    return show


def _write_file(shell: Any, line: str, cell: str) -> None:
    words = line.split()
    with Path(words[-1].strip("'\"")).open("a" if "-a" in words[:-1] else "w") as file:
        file.write(cell)
    print(f"{'Appending to' if '-a' in words[:-1] else 'Writing'} {words[-1]}")


AROUND: dict[str, Callable[..., Any]] = {"time": _timed, "capture": _captured}
CELL: dict[str, Callable[..., Any]] = {
    "timeit": _timeit, "writefile": _write_file, "html": _show_as("HTML"), "HTML": _show_as("HTML"),
    "markdown": _show_as("Markdown"), "latex": _show_as("Latex"), "svg": _show_as("SVG"),
    "SVG": _show_as("SVG"), "javascript": _show_as("Javascript"), "js": _show_as("Javascript"),
}  # fmt: skip
