"""A course with written answers as nbgrader leaves them, without the time that marking takes."""

from __future__ import annotations

import copy
import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from assignments.engine.answers.server import Server
from assignments.engine.answers.session import Session
from assignments.engine.cells import role
from assignments.engine.course import Course
from assignments.engine.files import write
from nbformat import NotebookNode, read
from nbformat.v4 import new_markdown_cell

NAME, QUESTION = "05_build_a_portfolio", "defend"
STUB = "YOUR ANSWER HERE"
LONG = "The fair is my lever since it stands in the region and shows the firm to many strangers"


def hand_in(course: Course, answers: dict[str, str], below: str = "") -> None:
    """Put answers to the first question where the tests' marker leaves them.

    Args:
        course: A course in which the assignment was released.
        answers: By student.
        below: A further cell below each answer.
    """
    released = read(course.root / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    for student, text in answers.items():
        notebook: NotebookNode = copy.deepcopy(released)
        places = [role(cell).get("grade_id") for cell in notebook.cells]
        notebook.cells[places.index(QUESTION)].source = text
        if below:
            notebook.cells.insert(places.index(QUESTION) + 1, new_markdown_cell(below))
        write(notebook, course.root / "autograded" / student / NAME / f"{NAME}.ipynb")


def enter(course: Course, students: list[str]) -> None:
    """Enter students and their submissions in the gradebook, as marking does."""
    with course.gradebook() as gradebook:
        for student in students:
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission(NAME, student)


def place_of(session: Session, student: str) -> int:
    """Place of a student's answer to the first question."""
    return [answer.student for answer in session.piles[0].answers].index(student)


def say(session: Session, student: str, level: int | None, **more: Any) -> dict[str, Any]:
    """Mark a student's answer to the first question, as the page does."""
    marks = None if level is None else session.piles[0].question.levels[level].low
    place = place_of(session, student)
    seen = session.question(0)["answers"][place]["mark"]["revision"]
    said = {"level": level, "marks": marks, "comment": "", "flag": False, "revision": seen, **more}
    return session.mark(0, place, said)


@contextmanager
def serving(session: Session) -> Iterator[Server]:
    """The pages, served."""
    with Server(session, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def ask(
    where: Server | str,
    path: str,
    body: object = None,
    headers: dict[str, str] | None = None,
) -> tuple[http.client.HTTPResponse, str]:
    """Ask as a program does; a body is posted as JSON, from a page of its own.

    Args:
        where: The server, or the address of its first page.
        path: Below the first page; with a slash first it is the whole path.
        body: To post; None to get.
        headers: Instead of those that are right.
    """
    address = urlsplit(where if isinstance(where, str) else where.address)
    own = {"Host": address.netloc}
    if body is not None:
        own |= {"Origin": f"http://{address.netloc}", "Content-Type": "application/json"}
    sent = {name: value for name, value in (own | (headers or {})).items() if value}
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    try:
        connection.request(
            "GET" if body is None else "POST",
            path if path.startswith("/") else address.path + path,
            None if body is None else body if isinstance(body, bytes) else json.dumps(body),
            sent,
        )
        response = connection.getresponse()
        return response, response.read().decode()
    finally:
        connection.close()
