"""The exercises of a chapter that are checked: starter, solution and mistakes, as code to run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import contents
from markdown import Block, blocks
from mistakes import MISTAKES

BLANK = re.compile(r"^(?P<name>\w+) = \.\.\.$", re.MULTILINE)


@dataclass(frozen=True)
class CheckedExercise:
    """An exercise with a check.

    Args:
        label: Of the exercise.
        starter: The cell that a learner fills, as printed.
        earlier: Cells before it, solutions and other exercises left out.
        solution: The cell of the folded solution.
        mistakes: The starter with each mistake in the place of `...`, by name.
    """

    label: str
    starter: str
    earlier: tuple[str, ...]
    solution: str
    mistakes: dict[str, str]

    @property
    def check(self) -> str:
        """The last line of the starter, which is the check."""
        return self.starter.strip().split("\n")[-1]


def of_chapter(path: Path) -> list[CheckedExercise]:
    """Return the checked exercises of a chapter, in order.

    Args:
        path: Of the chapter's source.
    """
    found, earlier, starters, solving = [], [], {}, ""
    for block in blocks(path.read_text(encoding="utf-8")):
        if block.name in ("solution-start", "solution-end"):
            solving = block.argument.strip()
        elif block.name == "code-cell" and "exercise" in block.options:
            starters[block.options["exercise"]] = (block.body.strip(), tuple(earlier))
        elif block.name == "code-cell" and solving in starters:
            starter, before = starters[solving]
            found.append(_exercise(solving, starter, before, block))
        elif block.name == "code-cell" and not solving:
            earlier.append(block.body.strip())
    return found


def of_page(address: str) -> list[CheckedExercise]:
    """Those of the chapter that a built page shows; none for any other page."""
    shown = [page for page in contents.chapters() if address.endswith(f"/{page.name}.html")]
    return [exercise for page in shown for exercise in of_chapter(page.source)]


def _exercise(label: str, starter: str, before: tuple[str, ...], block: Block) -> CheckedExercise:
    mistakes = {name: filled(starter, lines) for name, lines in MISTAKES.get(label, {}).items()}
    return CheckedExercise(label, starter, before, block.body.strip(), mistakes)


def filled(starter: str, lines: str) -> str:
    """The starter with lines in the place of `name = ...`; a bare expression is its value."""
    lines = lines.strip()
    name = BLANK.search(starter)["name"]
    if "\n" not in lines and not lines.startswith(f"{name} = "):
        lines = f"{name} = {lines}"
    return BLANK.sub(lambda match: lines, starter)


def every() -> Iterator[tuple[contents.Page, CheckedExercise]]:
    """Yield each checked exercise of the book with its chapter."""
    for page in contents.chapters():
        for exercise in of_chapter(page.source):
            yield page, exercise


def run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell as a notebook does, and return the value of its last line.

    Args:
        source: The cell.
        names: Variables, which the cell may change.
    """
    import ast

    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    return last and eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
