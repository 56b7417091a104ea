"""The ordinary code cells of a built page, as a test runs and edits them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from exercises import CheckedExercise

START_MS = 90_000
OF_PAGE = "[...document.querySelectorAll('[data-code-cell]')].map((each) => each.dataset.codeCell)"
# What the book printed below a cell, also where the page shows something else by now.
PRINTED = """box => {
    const below = box.querySelector('.cell_output:not(.livepages-output)');
    if (!below) return '';
    const { hidden } = below;
    below.hidden = false;
    const text = below.innerText;
    below.hidden = hidden;
    return text;
}"""
AT_REST = """cell => ['ran', 'failed'].includes(
    document.querySelector(`[data-code-cell="${cell}"]`).closest('div.cell').dataset.codeState)"""


class CodeCell:
    """One of them."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.box = page.locator(f'div.cell:has([data-code-cell="{name}"])')
        self.output = self.box.locator(".livepages-output")
        self.status = self.box.locator(".livepages-code-status")
        self.editor = self.box.locator(".cm-content")

    def button(self, tool: str) -> Locator:
        """One of its tools: run, edit, stop, reset, download or restart."""
        return self.box.locator(f"[data-tool={tool}]")

    def open(self) -> CodeCell:
        """Unfold what it lies in, such as a solution or hidden code."""
        self.box.evaluate(
            """box => {
                for (const each of box.querySelectorAll('details')) each.open = true;
                for (let up = box; up; up = up.parentElement) {
                    if (up.tagName === 'DETAILS') up.open = true;
                    if (up.matches('.toggle-hidden')) up.querySelector('.toggle-button')?.click();
                }
            }"""
        )
        return self

    def run(self) -> CodeCell:
        """Run it, and return once it has ended."""
        self.button("run").click()
        return self.wait()

    def wait(self) -> CodeCell:
        """Return once it has ended."""
        self.page.wait_for_function(AT_REST, arg=self.name, timeout=START_MS)
        return self

    def write(self, code: str) -> CodeCell:
        """Put other code into it."""
        if not self.editor.count():
            self.button("edit").click()
        self.editor.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(code)
        return self

    def state(self) -> str | None:
        """`printed`, `waiting`, `running`, `ran` or `failed`."""
        return self.box.get_attribute("data-code-state")

    def text(self) -> str:
        """What it gave."""
        return self.output.inner_text().strip()


@dataclass(frozen=True)
class Ran:
    """A cell that was run as the book has it: its words before and after, and how it ended."""

    name: str
    state: str | None
    printed: str
    gave: str


def words(text: str) -> str:
    """A text without regard to where its lines end."""
    return " ".join(text.split())


def run_all(page: Page) -> list[Ran]:
    """Run every cell of a page, in order."""
    ran = []
    for cell in cells_of(page):
        cell.open()
        printed = cell.box.evaluate(PRINTED)
        cell.run()
        if cell.box.locator(".lp-figure svg").count():
            still = cell.output.locator(".lp-still")
            expect(still).to_have_attribute("data-drawn", re.compile("."))
        ran.append(Ran(cell.name, cell.state(), words(printed), words(cell.text())))
    return ran


@dataclass(frozen=True)
class Tried:
    """An exercise with an answer: what was asked for, and what the page said of it."""

    label: str
    answer: str  # "solution", or the name of a mistake
    verdict: str | None
    told: str


def try_exercises(page: Page, exercises: Iterable[CheckedExercise]) -> Iterator[Tried]:
    """Answer exercises of a page: by their solutions, and with each mistake that is recognised."""
    for exercise in exercises:
        cell = CodeCell(page, f"{exercise.label}-try")
        for answer, code in {"solution": solved(exercise), **exercise.mistakes}.items():
            cell.write(code).run()
            told = cell.output.locator(".lp-diagnosis")
            kinds = told.get_attribute("class") if told.count() else None
            yield Tried(exercise.label, answer, kinds, cell.text())
        cell.button("reset").click()


def solved(exercise: CheckedExercise) -> str:
    """The cell of an exercise with the solution in it."""
    before = exercise.starter.strip().removesuffix(exercise.check)
    return f"{before}\n{exercise.solution}\n{exercise.check}"


def cells_of(page: Page) -> list[CodeCell]:
    """All of a page, in order."""
    return [CodeCell(page, name) for name in page.evaluate(OF_PAGE)]
