"""The way through nbgrader's exchange: released, fetched, handed in, collected, marked."""

import os
import shutil

import pytest
from assignments.engine.build import SOLUTION
from assignments.engine.course import Course
from assignments.engine.marking import mark_class
from assignments.engine.one import MARKED
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import get_username

NAME = "05_build_a_portfolio"


def api(course: Course, exchange, config=None) -> NbGraderAPI:
    config = config or course.config()
    config.Exchange.root = str(exchange)
    config.Exchange.cache = str(exchange.with_name("cache"))
    return NbGraderAPI(CourseDirectory(config=config), config=config)


def done(result: dict) -> None:
    assert result["success"], result.get("log", result.get("error"))


@pytest.fixture(scope="module")
def collected(made, new_course, tmp_path_factory) -> Course:
    """A course whose only student, the user of this machine, has handed in the solution."""
    course, place = new_course(), tmp_path_factory.mktemp("place")
    exchange, home = place / "exchange", place / "home"
    exchange.mkdir()
    exchange.chmod(0o777)
    home.mkdir()
    course.generate(NAME)
    done(api(course, exchange).release_assignment(NAME))
    config = course.config()
    config.CourseDirectory.root = str(home)
    student = api(course, exchange, config)
    before = os.getcwd()
    os.chdir(home)
    try:
        done(student.fetch_assignment(NAME))
        fetched = home / NAME / f"{NAME}.ipynb"
        assert "BEGIN" not in fetched.read_text(encoding="utf-8")
        shutil.copy(made.folder / SOLUTION / f"{NAME}.ipynb", fetched)
        done(student.submit(NAME))
    finally:
        os.chdir(before)
    done(api(course, exchange).collect(NAME))
    return course


def test_what_went_through_the_exchange_is_marked(collected):
    (outcome,) = mark_class(collected, NAME)
    assert (outcome.student, outcome.status) == (get_username(), MARKED)
    assert outcome.automatic == outcome.out_of == 12
    assert (collected.root / "feedback" / outcome.student / NAME / f"{NAME}.html").exists()
