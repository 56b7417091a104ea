"""A course folder as nbgrader keeps it: sources, what was released, handed in and marked."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from assignments.engine.errors import CourseError
from assignments.engine.files import write
from assignments.engine.source import Assignment
from nbgrader.api import Gradebook
from nbgrader.converters import BaseConverter, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

CONFIG = Path(__file__).with_name("nbgrader_config.py")


@dataclass(frozen=True)
class Course:
    """A folder with `nbgrader_config.py`, `source`, and what nbgrader makes of them."""

    root: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", self.root.resolve())  # nbgrader changes the directory

    def add(self, assignment: Assignment, notebook: nbformat.NotebookNode) -> None:
        """Write an assignment's source, `notebook`, and the settings into the course folder."""
        write(notebook, self.root / "source" / assignment.name / f"{assignment.name}.ipynb")
        shutil.copyfile(CONFIG, self.root / CONFIG.name)

    def config(self) -> Config:
        """The settings in the course folder, with this folder as the root."""
        config = PyFileConfigLoader(CONFIG.name, str(self.root)).load_config()
        config.CourseDirectory.root = str(self.root)
        # Several submissions are marked at a time: wait for the gradebook, do not give up.
        config.CourseDirectory.db_url = f"sqlite:///{self.root / 'gradebook.db'}?timeout=120"
        return config

    def run(
        self, step: type[BaseConverter], name: str, student: str = ".", config: Config | None = None
    ) -> None:
        """Run one of nbgrader's steps for an assignment, again if it was run before.

        Args:
            step: For example nbgrader's `Autograde`.
            name: The assignment.
            student: Whose submission, for the steps that have one.
            config: Settings instead of the course's own.

        Raises:
            CourseError: nbgrader refused; its log is in the message.
        """
        _find_alembic()
        config = config or self.config()
        folder = CourseDirectory(config=config, assignment_id=name, student_id=student)
        converter = step(coursedir=folder, config=config)
        converter.force = True
        with warnings.catch_warnings():
            # nbgrader 0.9.6 has SQLAlchemy warn about the order in which it links rows.
            warnings.simplefilter("ignore")
            result = capture_log(converter)
        if not result["success"]:
            log = "\n".join((result.get("log", ""), result.get("error", "")))
            raise CourseError(log.strip() or "nbgrader gave no reason")

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """nbgrader's gradebook of this course, opened and closed."""
        _find_alembic()
        settings = self.config().CourseDirectory
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in `run`
            with Gradebook(settings.db_url, settings.course_id) as gradebook:
                yield gradebook

    def generate(self, name: str) -> Path:
        """Students' notebook of an assignment, made by nbgrader.

        Raises:
            CourseError: nbgrader refused.
        """
        try:
            self.run(GenerateAssignment, name)
        except CourseError as error:
            raise CourseError(f"nbgrader does not generate {name}:\n{error}") from None
        return self.root / "release" / name / f"{name}.ipynb"


def _find_alembic() -> None:
    """Let nbgrader find the command it calls for a new gradebook, also outside an activated venv.

    It stands beside this Python, which need not be on the PATH.
    """
    folder = str(Path(sys.executable).parent)
    if folder not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = folder + os.pathsep + os.environ.get("PATH", "")
