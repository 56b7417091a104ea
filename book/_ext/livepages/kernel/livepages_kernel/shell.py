"""What `get_ipython()` returns in a page: the part of IPython's shell that notebooks ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from livepages_kernel import display, magics
from livepages_kernel.limits import NotInPagesError
from livepages_kernel.notebook_code import to_run


class Shell:
    """Runs magics, and holds what packages look for to learn that they are in a notebook.

    Args:
        namespace: The names of the page.
        show_error: Told of errors in the callbacks of widgets.
    """

    kernel = None

    def __init__(self, namespace: dict[str, Any], show_error: Callable[..., None]) -> None:
        self.user_ns = self.user_global_ns = namespace
        self.showtraceback = show_error
        self.config: dict[str, dict[str, Any]] = {"IPKernelApp": {}}
        self.events = SimpleNamespace(trigger=_nothing, register=_nothing, unregister=_nothing)
        self.display_formatter = SimpleNamespace(format=display.mime_bundle)
        self.line_magics: dict[str, Callable[..., Any]] = {**magics.LINE}
        self.cell_magics: dict[str, Callable[..., Any]] = {**magics.CELL}

    def run_line_magic(self, name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run `%name line`.

        Raises:
            NotInPagesError: A page has no such magic.
        """
        if name not in self.line_magics:
            raise NotInPagesError(f"%{name}", magics.HINTS.get(name, "hint_magic"))
        return self.line_magics[name](self, line)

    def run_cell_magic(self, name: str, line: str, cell: str) -> Any:
        """Run a cell that begins with `%%name line`.

        Raises:
            NotInPagesError: A page has no such magic.
        """
        if name not in self.cell_magics:
            raise NotInPagesError(f"%%{name}", magics.HINTS.get(name, "hint_magic"))
        return self.cell_magics[name](self, line, cell)

    def magic(self, line: str) -> Any:
        """Run a magic given as one text, without %."""
        name, _, rest = line.partition(" ")
        return self.run_line_magic(name, rest.strip())

    def system(self, command: str) -> Any:
        """Refuse a command of the shell."""
        return self.run_line_magic("sx", command)

    getoutput = system

    def run_cell(self, code: str, *_: Any, **__: Any) -> Any:
        """Run code among the page's names; returns and shows the value of its last expression."""
        from pyodide.code import eval_code

        cell = to_run(code)
        with self.around(cell.around):
            value = eval_code(cell.text, self.user_ns)
            if value is not None:
                display.display(value)
        return value

    def ev(self, code: str) -> Any:
        """The value of an expression among the page's names."""
        return eval(code, self.user_ns)

    def ex(self, code: str) -> None:
        """Run statements among the page's names."""
        exec(code, self.user_ns)

    def push(self, names: dict[str, Any], **_: Any) -> None:
        """Add names to those of the page."""
        self.user_ns.update(names)

    def register_magic_function(
        self, function: Callable[..., Any], magic_kind: str = "line", magic_name: str = ""
    ) -> None:
        """Add a magic of one's own."""
        name = magic_name or function.__name__
        if "line" in magic_kind:
            self.line_magics[name] = lambda _, line: function(line)
        if "cell" in magic_kind:
            self.cell_magics[name] = lambda _, line, cell: function(line, cell)

    @contextmanager
    def around(self, asked: tuple[tuple[str, str], ...]) -> Iterator[None]:
        """Run a cell inside of magics, the first outermost."""
        if not asked:
            yield
            return
        (name, options), *inner = asked
        with magics.AROUND[name](self, options), self.around(tuple(inner)):
            yield


def _nothing(*_: Any, **__: Any) -> None:
    """Do nothing."""
