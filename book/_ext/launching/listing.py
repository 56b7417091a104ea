"""The `assignments` directive: a section for each assignment, from its source, without answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import jupytext
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from launching.menu import Ways

FOLDER = Path("exercises", "assignments")
SOURCES = "[0-9][0-9]_*.md"
PART = re.compile(r"^\*\*(?P<name>Time|Objectives|Hand in):\*\*", re.MULTILINE)


@dataclass(frozen=True)
class Assignment:
    """What students are told of an assignment before they begin.

    Args:
        name: Of its file, without suffix.
        title: What it is called.
        minutes: How long it takes.
        chapter: Page of the book that it goes with.
        automatic: Marks that are worked out by tests.
        by_hand: Marks that a person gives.
        opening: What it is about, and the objectives, in Markdown.
    """

    name: str
    title: str
    minutes: int
    chapter: str
    automatic: float
    by_hand: float
    opening: str

    @property
    def marks(self) -> str:
        total = self.automatic + self.by_hand
        return f"{total:g}: {self.automatic:g} by tests, {self.by_hand:g} by a person"


def read(path: Path) -> Assignment:
    """Return what may be told of the assignment in a source file.

    Only its front matter, its marks and the text above its table are read, so that no answer can
    get into the book.

    Raises:
        ValueError: There is no `assignment` block, or the opening lacks its objectives.
    """
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst")
    about = notebook.metadata.get("assignment")
    if not about:
        raise ValueError(f"{path.name} has no `assignment` block in its front matter")
    marks = {True: 0.0, False: 0.0}
    for cell in notebook.cells:
        points = cell.metadata.get("nbgrader", {}).get("points", 0)
        marks[cell.cell_type == "code"] += points
    opening = told(path.name, notebook.cells[0].source)
    chosen = {key: about[key] for key in ("title", "minutes", "chapter")}
    return Assignment(
        path.stem, automatic=marks[True], by_hand=marks[False], opening=opening, **chosen
    )


def told(name: str, source: str) -> str:
    """Return the text between the title and the table of marks, without the time."""
    body = source.split("\n", 1)[1].split("\n|", 1)[0]
    places = {match["name"]: match.start() for match in PART.finditer(body)}
    if "Time" not in places or "Objectives" not in places:
        raise ValueError(f"{name}: its first cell says no **Time:** or no **Objectives:**")
    return body[: places["Time"]].strip() + "\n\n" + body[places["Objectives"] :].strip()


class AssignmentsDirective(SphinxDirective):
    """Takes no argument: what stands in `exercises/assignments/` is listed."""

    def run(self) -> list[nodes.Node]:
        folder = Path(self.env.app.confdir, FOLDER)
        self.env.note_dependency(str(folder))
        found: list[nodes.Node] = []
        for path in sorted(folder.glob(SOURCES)):
            self.env.note_dependency(str(path))
            try:
                found.append(self._section(read(path)))
            except ValueError as error:
                raise self.error(str(error)) from error
        return found

    def _section(self, assignment: Assignment) -> nodes.section:
        number = int(assignment.name[:2])
        heading = f"{number}. {assignment.title}"
        section = nodes.section(ids=[f"assignment-{number}"], names=[heading.lower()])
        section += nodes.title(heading, heading)
        facts = (
            f"**Time:** about {assignment.minutes} minutes · **Marks:** {assignment.marks} · "
            f"**Goes with:** [](/{assignment.chapter}.md)"
        )
        section += self.parse_text_to_nodes(f"{facts}\n\n{assignment.opening}")
        section += Ways(path=f"assignments/{assignment.name}.ipynb", what="this assignment")
        return section


def setup(app: Sphinx) -> None:
    app.add_directive("assignments", AssignmentsDirective)
