"""Submissions are played on workers of a Dask cluster, and earn there what they earn here."""

from __future__ import annotations

import dataclasses

import pytest
from assignments.engine.build import SOLUTION, STUDENT
from assignments.engine.errors import CourseError
from assignments.engine.marking import mark_class
from assignments.engine.outcome import NOT_MARKED
from coursework import hand_in, scores

NAME = "01_clean_a_literature"
REFUSED = "bo"  # hands in something that is no notebook


@pytest.fixture(scope="module")
def scheduler():
    """Address of a scheduler of this computer with two workers, each a process of its own."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
        host="127.0.0.1",
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address


@pytest.fixture
def course(made, new_course):
    course = new_course()
    hand_in(course, NAME, "ann", made.notebook(SOLUTION, NAME))
    hand_in(course, NAME, "cy", made.notebook(STUDENT, NAME))
    path = course.root / "submitted" / REFUSED / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("no notebook", encoding="utf-8")
    return course


@pytest.mark.filterwarnings("ignore")  # distributed's own, about ports and memory of the machine
def test_marks_of_a_cluster_are_those_given_here(course, scheduler):
    seen: list[str] = []
    there = mark_class(
        course, NAME, cluster=scheduler, progress=lambda one, total: seen.append(one.student)
    )
    scores_there = scores(course, NAME)
    here = mark_class(course, NAME, again=True)

    def compared(outcomes):
        return [dataclasses.replace(outcome, seconds=0) for outcome in outcomes]

    assert compared(there) == compared(here)
    assert scores_there == scores(course, NAME)
    assert sorted(seen) == ["ann", REFUSED, "cy"]
    assert [outcome.status == NOT_MARKED for outcome in there] == [False, True, False]
    assert there[0].automatic == there[0].out_of > there[2].automatic == 0


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere", "ftp://127.0.0.1:1"])
def test_without_a_scheduler_one_line_says_what_to_start(address, course, monkeypatch):
    monkeypatch.setattr("assignments.engine.cluster._SECONDS", 1)
    with pytest.raises(CourseError) as error:
        mark_class(course, NAME, cluster=address)
    assert str(error.value).startswith(f"there is no Dask scheduler at {address}: start one with")
    assert "\n" not in str(error.value)
    assert not (course.root / "marked").exists()


@pytest.mark.filterwarnings("ignore")
def test_without_workers_one_line_says_how_to_start_some(course):
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=0, dashboard_address=None, host="127.0.0.1") as cluster,
        pytest.raises(CourseError, match="has no workers: start some with `dask worker tcp://"),
    ):
        mark_class(course, NAME, cluster=cluster.scheduler_address)
