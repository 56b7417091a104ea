"""`make answers`: serves the pages until it is stopped; every mark is a file by then."""

from __future__ import annotations

import errno
import getpass
import re
import webbrowser

from assignments.engine.answers.lock import alone
from assignments.engine.answers.server import HOST, Server
from assignments.engine.answers.session import Session
from assignments.engine.answers.store import folder, marker_name
from assignments.engine.course import Course
from assignments.engine.errors import CourseError

PORT = 8787


def run(
    course: Course, name: str, marker: str = "", port: int = PORT, open_browser: bool = True
) -> int:
    """Serve the pages on which an assignment's written answers are marked, until Ctrl+C.

    Args:
        course: The course folder.
        name: The assignment.
        marker: Who marks; the user's login if empty.
        port: TCP port on this computer; 0 for any that is free.
        open_browser: Whether to open the first page.

    Returns:
        Exit code, 0.

    Raises:
        CourseError: There is nothing to mark, the port is in use, or this marker marks already.
    """
    who = marker_name(marker) if marker.strip() else login()
    path = folder(course, name) / f"{who}.json"
    if not (course.root / "source" / name).is_dir() and not (course.root / "autograded").is_dir():
        raise CourseError(f"{course.root} has no {name}: first make assignments, then make grade")
    session = Session(course, name, who)
    if not any(pile.answers for pile in session.piles):
        raise CourseError(f"{name}: nobody has written anything; there is nothing to mark")
    busy = f"{who} marks {name} already: stop that one with Ctrl+C, or choose another MARKER=..."
    with alone(path, busy), _server(session, port) as server:
        _announce(session, server.address)
        if open_browser:
            webbrowser.open(server.address)
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            pass
        finally:
            with session.store.lock, session.settled.lock:  # a mark that is just being written
                print(f"\nStopped. All marks are in {path.parent}")
    return 0


def login() -> str:
    """The user's login as a marker's name, or "marker" where it has none that would do."""
    try:
        return marker_name(re.sub(r"[^a-z0-9._-]", "-", getpass.getuser().lower()).strip("-._"))
    except (CourseError, OSError, KeyError, ImportError):
        return "marker"


def _server(session: Session, port: int) -> Server:
    try:
        return Server(session, port)
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise CourseError(f"port {port} is in use: choose another, PORT={port + 1}") from None
        raise CourseError(f"{HOST} has no port {port} for us ({error})") from None


def _announce(session: Session, address: str) -> None:
    print(f"{session.marker} marks {session.name}:")
    for question in session.overview()["questions"]:
        print(f"  {question['title']}: {question['marked']} of {question['answers']} marked")
    print(f"The pages are at {address}", "Stop with Ctrl+C; nothing is lost.", sep="\n", flush=True)
