"""nbgrader's formgrader in a real Jupyter server: a marker reads what students wrote, unharmed."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import nbformat
import notebook_server
import pytest
import scripts
from assignments.engine.build import SOLUTION
from assignments.engine.course import Course
from assignments.engine.feedback import write_feedback
from nbformat import NotebookNode
from playwright.sync_api import expect
from scripts import payloads, runs

pytestmark = pytest.mark.browser

NAME, ANSWER = "01_clean_a_literature", "contradiction"
COLAB = {"application/vnd.jupyter.widget-state+json": {"a": {"model_name": "HTMLModel"}}}


def store(course: Course, student: str, notebook: NotebookNode) -> str:
    """A notebook as another marker might have stored it, not cleaned; gives its number."""
    path = course.root / "autograded" / student / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(nbformat.v4.writes_json(notebook), encoding="utf-8")
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(NAME, student)
        return str(gradebook.find_submission_notebook(NAME, NAME, student).id)


@pytest.fixture(scope="module")
def course(made, new_course) -> tuple[Course, dict[str, str]]:
    """A course with a hostile submission and one of Colab's; and their numbers."""
    course = new_course()
    course.generate(NAME)
    hostile, colab = made.notebook(SOLUTION, NAME), made.notebook(SOLUTION, NAME)
    for number, cell in enumerate(payloads().values()):
        cell["id"] = f"payload-{number}"
        hostile.cells.append(cell)
    colab.metadata["widgets"] = COLAB
    return course, {"ann": store(course, "ann", hostile), "ben": store(course, "ben", colab)}


@pytest.fixture(scope="module")
def address(course):
    with notebook_server.serving(course[0].root) as address:
        yield address


class Watched:
    """A page of a browser, and everything that it asked for, opened or complained of."""

    def __init__(self, browser):
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.hosts, self.dialogs, self.errors, self.stopped = set(), [], [], {}
        self.context.on("request", self._asked)
        self.context.on("page", lambda page: self.dialogs.append(page.url))
        self.context.on("requestfailed", self._failed)
        self.page.on("dialog", self._opened)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, request):
        if not request.url.startswith("data:image/"):
            self.hosts.add(urlsplit(request.url).hostname)

    def _failed(self, request):
        self.stopped[urlsplit(request.url).hostname] = request.failure

    def _opened(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def click_all_links(self):
        """Click what students' links there are; none of them may be one of a script."""
        links = self.page.locator(".rendered_html a", has_text="a link")
        assert links.count() > 10
        for place in range(links.count()):
            links.nth(place).dispatch_event("click")


@pytest.fixture
def watched(browser):
    opened = Watched(browser)
    yield opened
    opened.context.close()


def go(watched, address, number):
    watched.page.goto(f"{address}/login?token={notebook_server.TOKEN}&next=%2Fapi%2Fstatus")
    response = watched.page.goto(f"{address}/formgrader/submissions/{number}/")
    watched.page.wait_for_load_state("networkidle")
    return response


def test_a_marker_reads_hostile_work_and_gives_marks_and_a_comment(watched, address, course):
    marked, numbers = course
    assert go(watched, address, numbers["ann"]).status == 200
    page = watched.page
    assert runs(page.content()) == []
    watched.click_all_links()
    mark, comment = page.locator(f"#{ANSWER}"), page.locator(f"#{ANSWER}-comment")
    with page.expect_response(re.compile("/api/grade/")):
        mark.fill("3")
        mark.press("Tab")
    with page.expect_response(re.compile("/api/comment/")):
        comment.fill("Good: a < b.")
        comment.press("Tab")
    page.wait_for_timeout(500)
    assert watched.hosts - {None} == {"127.0.0.1"}
    assert (watched.dialogs, watched.errors) == ([], [])
    with marked.gradebook() as gradebook:
        assert gradebook.find_grade(ANSWER, NAME, NAME, "ann").manual_score == 3
        said = gradebook.find_comment(ANSWER, NAME, NAME, "ann").manual_comment
    assert said == "Good: a < b."


def test_the_name_is_hidden_until_it_is_asked_for_and_the_next_one_follows(
    watched, address, course
):
    go(watched, address, course[1]["ann"])
    page = watched.page
    name = page.locator("a.name-shown")
    # nbgrader's keys start from what is in focus once the page is there.
    assert "tabbable" in page.evaluate("document.activeElement.className")
    expect(name).to_be_hidden()
    page.locator("span.glyphicon.name-hidden").click()
    expect(name).to_have_text("ann")
    expect(name).to_be_visible()
    page.locator("span.glyphicon.name-shown").click()
    expect(name).to_be_hidden()
    page.get_by_role("link", name="Next").click()
    page.wait_for_url(re.compile(f"/submissions/{course[1]['ben']}|/gradebook/"))


def test_a_notebook_of_colab_can_be_marked(watched, address, course):
    assert go(watched, address, course[1]["ben"]).status == 200
    expect(watched.page.locator(f"#{ANSWER}")).to_be_visible()


def test_a_script_that_slips_through_is_stopped_by_the_pages_policy(watched, address, course):
    go(watched, address, course[1]["ben"])
    watched.page.evaluate(
        """() => {
          const part = document.createElement("div");
          part.innerHTML = '<img src="data:," onerror="alert(1)">' +
            '<img src="https://elsewhere.invalid/a.png"><a href="javascript:alert(2)">x</a>';
          document.body.append(part);
          part.querySelector("a").click();
        }"""
    )
    watched.page.wait_for_timeout(500)
    assert watched.dialogs == []
    assert watched.stopped[scripts.HOST] == "csp"


@pytest.mark.parametrize("width", [1280, 390])
def test_feedback_runs_nothing_asks_nobody_and_fits(width, watched, course):
    marked, _ = course
    write_feedback(marked, NAME, "ann")
    page = watched.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((marked.root / f"feedback/ann/{NAME}/{NAME}.html").as_uri())
    assert runs(page.content(), own="i.none") == []
    watched.click_all_links()
    page.wait_for_timeout(500)
    assert watched.hosts <= {"", None}
    assert (watched.dialogs, watched.errors) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
