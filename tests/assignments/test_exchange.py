"""The way through nbgrader's exchange: released, fetched, handed in, collected, marked."""

import os
import shutil
from pathlib import Path

import pytest
from assignments.engine.build import SOLUTION
from assignments.engine.course import Course
from assignments.engine.marking import mark_class
from assignments.engine.outcome import MARKED
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import (
    ExchangeCollect,
    ExchangeFetchAssignment,
    ExchangeReleaseAssignment,
    ExchangeSubmit,
)
from nbgrader.utils import get_username

NAME = "05_build_a_portfolio"


def exchanger(step, course: Course, place: Path, home: Path | None = None):
    """One of the exchange's steps, as an instructor takes it, or a student in a home folder."""
    config = course.config()
    config.Exchange.root, config.Exchange.cache = str(place / "exchange"), str(place / "cache")
    if home:
        config.CourseDirectory.root = str(home)
    folder = CourseDirectory(config=config, assignment_id=NAME)
    return step(coursedir=folder, authenticator=Authenticator(config=config), config=config)


@pytest.fixture(scope="module")
def collected(made, new_course, tmp_path_factory) -> Course:
    """A course whose only student, the user of this machine, has handed in the solution."""
    course, place = new_course(), tmp_path_factory.mktemp("place")
    exchange, home = place / "exchange", place / "home"
    exchange.mkdir()
    exchange.chmod(0o777)
    home.mkdir()
    course.generate(NAME)
    exchanger(ExchangeReleaseAssignment, course, place).start()
    before = os.getcwd()
    os.chdir(home)
    try:
        exchanger(ExchangeFetchAssignment, course, place, home).start()
        fetched = home / NAME / f"{NAME}.ipynb"
        assert "BEGIN" not in fetched.read_text(encoding="utf-8")
        shutil.copy(made.folder / SOLUTION / f"{NAME}.ipynb", fetched)
        exchanger(ExchangeSubmit, course, place, home).start()
    finally:
        os.chdir(before)
    exchanger(ExchangeCollect, course, place).start()
    return course


def test_what_went_through_the_exchange_is_marked(collected):
    (outcome,) = mark_class(collected, NAME)
    assert (outcome.student, outcome.status) == (get_username(), MARKED)
    assert outcome.automatic == outcome.out_of == 12
    assert (collected.root / "feedback" / outcome.student / NAME / f"{NAME}.html").exists()
