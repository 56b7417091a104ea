"""The pages on which written answers are marked: who may ask, what is said, and how it is used."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from accessibility import examine
from assignments.engine.answers import command, run
from assignments.engine.answers.handed_in import Answer
from assignments.engine.answers.server import Server
from assignments.engine.answers.session import Session
from assignments.engine.answers.store import folder, read_marks
from assignments.engine.course import Course
from assignments.engine.errors import CourseError
from coursework import Made
from playwright.sync_api import Browser, Page, expect
from visits import STICKING_OUT
from written import LONG, NAME, QUESTION, STUB, ask, hand_in, place_of, serving

EVIL = "<img src=x onerror=alert(1)> [go](javascript:alert(1)) ![x](https://a.example/x.png)"
STUDENTS = {"annabel": LONG, "bertram": f"{LONG} indeed", "corazon": EVIL, "desdemona": STUB}
CLOSED = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@pytest.fixture(scope="module")
def released(new_course: Callable[..., Course], made: Made) -> Course:
    course = new_course()
    target = course.root / "release" / NAME / f"{NAME}.ipynb"
    target.parent.mkdir(parents=True)
    shutil.copyfile(made.folder / "student" / f"{NAME}.ipynb", target)
    hand_in(course, STUDENTS)
    return course


@pytest.fixture
def session(released: Course) -> Iterator[Session]:
    yield Session(released, NAME, "ann")
    shutil.rmtree(folder(released, NAME), ignore_errors=True)


@pytest.fixture
def server(session: Session) -> Iterator[Server]:
    with serving(session) as running:
        yield running


# Who may ask


def test_pages_have_no_names_and_allow_nothing_from_elsewhere(server):
    paths = ["", "question?n=0", "compare?n=0", "question_page.js", "style.css", "api/overview"]
    paths += ["api/question?n=0", "api/texts?n=0&from=0&to=50", "api/comparison?n=0"]
    for path in paths:
        response, text = ask(server, path)
        assert response.status == 200, path
        assert not [name for name in STUDENTS if name in text], path
        assert (response.getheader("Content-Security-Policy") or "").startswith(CLOSED), path
        assert response.getheader("Referrer-Policy") == "no-referrer", path
        assert response.getheader("Cache-Control") == "no-store", path
    assert not [name for name in STUDENTS if name in server.address]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/wrong/api/overview", {}),
        ("/api/overview", {}),
        ("api/overview", {"Host": "attacker.example:80"}),
        ("api/overview", {"Host": "127.0.0.1"}),
        ("api/overview", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}),
        ("api/overview", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}),
    ],
)
def test_strangers_get_nothing(server, path, headers):
    response, text = ask(server, path, headers=headers)
    assert response.status == 403
    assert "use the one that make answers has printed" in text


def test_a_link_may_open_a_page_and_no_more(server):
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert ask(server, "question?n=0", headers=link)[0].status == 200
    assert ask(server, "api/mark?n=0&place=0", {}, link)[0].status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://attacker.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Host": "attacker.example"},
    ],
)
def test_no_other_page_can_give_marks(server, session, headers):
    said = {"level": 3, "marks": 3, "comment": "", "flag": False, "revision": 0}
    assert ask(server, "api/mark?n=0&place=0", said, headers)[0].status == 403
    assert not session.store.marks


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("api/mark?n=0&place=0", {"level": 5, "marks": 3}),
        ("api/mark?n=0&place=0", {"level": True, "marks": 1}),
        ("api/mark?n=0&place=0", {"level": 3, "marks": 1.5}),
        ("api/mark?n=0&place=0", {"level": 3, "marks": 3.2}),
        ("api/mark?n=0&place=0", {"level": 3, "marks": float("nan")}),
        ("api/mark?n=0&place=0", {"level": 3, "marks": 3, "comment": "x" * 5001}),
        ("api/mark?n=0&place=0", {"level": 3, "marks": 3, "flag": 1}),
        ("api/mark?n=0&place=0", {"level": 3, "marks": 3, "revision": None}),
        ("api/mark?n=0&place=99", {"level": 3, "marks": 3}),
        ("api/mark?n=9&place=0", {"level": 3, "marks": 3}),
        ("api/mark?n=-1&place=0", {"level": 3, "marks": 3}),
        ("api/mark?n=0&place=0", b"[1]"),
        ("api/mark?n=0&place=0", b"{" * 50),
        ("api/mark?n=0&place=0", b"[" * 60_000),
        ("api/mark?n=0&place=0", b" " * 70_000),
        ("api/texts?n=0&from=0&to=100000", None),
        ("api/texts?n=0&from=x", None),
    ],
)
def test_what_no_page_sends_is_refused_in_words(server, session, path, body):
    if isinstance(body, dict):
        body = {"comment": "", "flag": False, "revision": 0, **body}
    response, text = ask(server, path, body)
    assert response.status == 400
    assert "error" in text
    assert not session.store.marks


@pytest.mark.parametrize(
    "path", ["../web/style.css", "%2e%2e/web/style.css", "nothing.js", "web", "server.py"]
)
def test_only_the_pages_own_files_are_given(server, path):
    assert ask(server, path)[0].status in (403, 404)


def test_a_disk_that_is_full_is_said_and_nothing_is_lost(server, session, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    said = {"level": 3, "marks": 3, "comment": "", "flag": False, "revision": 0}
    assert ask(server, "api/mark?n=0&place=0", said)[0].status == 200
    monkeypatch.setattr("assignments.engine.answers.store.write_whole", full)
    response, text = ask(server, "api/mark?n=0&place=0", {**said, "level": 2, "marks": 2})
    assert response.status == 500
    assert "No space left" in text
    assert [mark.level for mark in read_marks(session.store.path).values()] == [3]
    assert [mark.level for mark in session.store.marks.values()] == [3]


# The command


def test_what_cannot_be_marked_is_one_line(released, tmp_path):
    (tmp_path / "source" / NAME).mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as used:
        port = used.getsockname()[1]
        cases = {
            "there is no assignment": lambda: run(released, "99_none"),
            "first let the tests run": lambda: run(Course(tmp_path), NAME),
            "first make assignments": lambda: run(Course(tmp_path / "none"), NAME),
            f"port {port} is in use: choose another, PORT={port + 1}": lambda: run(
                released, NAME, "ann", port
            ),
            "has no port 99999": lambda: run(released, NAME, "ann", 99999),
            "use up to 40 letters": lambda: run(released, NAME, "../x"),
        }
        for words, call in cases.items():
            with pytest.raises(CourseError) as refused:
                call()
            assert words in str(refused.value)
            assert "\n" not in str(refused.value)


def test_nothing_written_is_one_line(released, tmp_path):
    shutil.copytree(released.root, tmp_path / "course")
    course = Course(tmp_path / "course")
    hand_in(course, dict.fromkeys(STUDENTS, STUB))
    with pytest.raises(CourseError, match="nobody has written anything"):
        run(course, NAME)


def test_a_login_that_is_no_files_name_becomes_one(monkeypatch):
    for login, name in {"Ann Ü": "ann", "": "marker", "dom\\ann": "dom-ann"}.items():
        monkeypatch.setattr(command.getpass, "getuser", lambda login=login: login)
        assert command.login() == name


def test_stopping_loses_nothing_and_a_second_start_waits(released):
    code = (
        "from pathlib import Path; from assignments.engine.course import Course; "
        "from assignments.engine.answers import run; "
        f"raise SystemExit(run(Course(Path({str(released.root)!r})), {NAME!r}, 'eve', 0, False))"
    )
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code], stdout=subprocess.PIPE, text=True
    )
    try:
        lines = iter(process.stdout.readline, "")
        address = next(line for line in lines if "The pages are at" in line).split()[-1]
        said = {"level": 4, "marks": 4, "comment": "Yes.", "flag": False, "revision": 0}
        assert ask(address, "api/mark?n=0&place=0", said)[0].status == 200
        with pytest.raises(CourseError, match="eve marks 05_build_a_portfolio already"):
            run(released, NAME, "eve", 0, open_browser=False)
        process.send_signal(2)
        assert process.wait(timeout=60) == 0
        assert "All marks are in" in process.stdout.read()
    finally:
        process.kill()
        process.stdout.close()
    marks = read_marks(folder(released, NAME) / "eve.json")
    assert [(mark.level, mark.comment) for mark in marks.values()] == [(4, "Yes.")]
    shutil.rmtree(folder(released, NAME))


# In a browser


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    new = context.new_page()
    wrong: list[str] = []
    new.on("pageerror", lambda error: wrong.append(str(error)))
    new.on("console", lambda line: line.type == "error" and wrong.append(line.text))
    new.on("dialog", lambda dialog: wrong.append(dialog.message) or dialog.dismiss())
    new.goto(f"{server.address}question?n=0")
    expect(new.locator(".answer[aria-current] .text .prose")).to_be_visible()
    yield new
    context.close()
    assert not [line for line in wrong if "ERR_FAILED" not in line]


def saved(page: Page, words: str) -> None:
    expect(page.locator("#saved")).to_contain_text(words)


@pytest.mark.browser
def test_keys_mark_and_each_mark_is_saved(page, session):
    page.keyboard.press("3")
    saved(page, "A1, level 3, 3 marks")
    page.keyboard.press("+")
    saved(page, "A1, level 3, 3.5 marks")
    page.keyboard.press("c")
    page.keyboard.type("Name the tie: 4 is no level here.")
    page.keyboard.press("Escape")
    saved(page, "with a comment")
    page.keyboard.press("f")
    saved(page, "look again")
    expect(page.locator("#progress-words")).to_contain_text("1 of 3 marked; nothing written in 1")
    (mark,) = session.store.marks.values()
    assert (mark.level, mark.marks, mark.flag) == (3, 3.5, True)
    assert mark.comment == "Name the tie: 4 is no level here."
    page.keyboard.press("n")
    expect(page.locator("#A2")).to_have_attribute("aria-current", "true")
    expect(page.locator("#A2")).to_be_focused()
    page.keyboard.press("0")
    saved(page, "A2, level 0, 0 marks")
    page.keyboard.press("u")
    saved(page, "A2, no level")
    page.reload()
    expect(page.locator("#A1 .given")).to_have_text("level 3, 3.5 marks, with a comment")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_label("Comment for the student")).to_have_value(mark.comment)


@pytest.mark.browser
def test_a_comment_used_before_is_put_in_by_a_click(page):
    page.keyboard.press("c")
    page.keyboard.type("<b>Which tie?</b>")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.get_by_text("Comments used before").click()
    page.get_by_role("button", name="<b>Which tie?</b>").click()
    saved(page, "A2, no level, with a comment")
    expect(page.get_by_label("Comment for the student")).to_have_value("<b>Which tie?</b>")


@pytest.mark.browser
def test_what_learners_wrote_runs_nothing_and_is_shown_as_written(page, session):
    alias = session.piles[0].alias(place_of(session, "corazon"))
    answer = page.locator(f"#{alias}")
    expect(answer).to_contain_text("<img src=x onerror=alert(1)>")
    assert answer.locator("img, a").count() == 0
    page.get_by_label("As written").check()
    expect(answer.locator("pre")).to_have_text(EVIL)


@pytest.mark.browser
def test_near_copies_stand_together_with_their_differences(page, session):
    one, two = sorted(place_of(session, student) for student in ("annabel", "bertram"))
    assert two == one + 1
    button = page.get_by_role("button", name=f"Very like A{two + 1} (94 %)")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    difference = page.locator(f"#A{one + 1} .diff")
    expect(difference).to_contain_text("indeed")
    assert "indeed" in difference.locator("ins, del").all_inner_texts()


@pytest.mark.browser
def test_filters_and_words_narrow_the_list(page, session):
    page.keyboard.press("4")
    saved(page, "A1")
    page.locator("#filter").select_option("unmarked")
    shown = page.locator(".answer:visible")
    expect(shown).to_have_count(3)  # the one at hand stays
    page.locator("#A2").click()
    page.locator("#filter").select_option("4")
    expect(page.locator("#progress-words")).to_contain_text("1 shown")
    page.locator("#filter").select_option("all")
    page.get_by_label("Find").fill("INDEED")
    expect(page.locator("#progress-words")).to_contain_text("1 shown")


@pytest.mark.browser
def test_two_windows_lose_nothing_and_say_so(page, server, session):
    other = page.context.new_page()
    other.goto(f"{server.address}question?n=0")
    expect(other.locator(".answer[aria-current]")).to_be_visible()
    other.route("**/api/changes*", lambda route: route.abort())  # it has not looked yet
    page.keyboard.press("4")
    saved(page, "A1, level 4")
    other.keyboard.press("1")
    notice = other.locator("#offers")
    expect(notice).to_contain_text("A1: another window had said level 4, 4 marks.")
    expect(page.locator("#A1 .given")).to_have_text("level 1, 1 mark")  # it has looked
    notice.get_by_role("button", name="Take that one").click()
    saved(other, "A1, level 4, 4 marks")
    assert [mark.level for mark in session.store.marks.values()] == [4]


@pytest.mark.browser
def test_what_cannot_be_saved_is_kept_and_sent_again(page, session, monkeypatch):
    page.route("**/api/mark*", lambda route: route.abort())
    page.keyboard.press("2")
    page.keyboard.press("j")
    page.keyboard.press("3")
    expect(page.locator("#notice")).to_contain_text("Not saved: make answers does not run")
    page.unroute("**/api/mark*")
    saved(page, "Saved")
    expect(page.locator("#notice")).to_be_hidden()
    assert sorted(mark.level for mark in session.store.marks.values()) == [2, 3]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_read_and_use_the_pages(browser, server, session, scheme, width):
    for marker, level in (("ann", 4), ("ben", 1)):
        said = {"level": level, "marks": level, "comment": "No.", "flag": True, "revision": 0}
        Session(session.course, NAME, marker).mark(0, 0, said)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for path in ("", "question?n=0", "compare?n=0"):
        page.goto(server.address + path)
        page.wait_for_load_state("networkidle")
        if path.startswith("question"):
            page.keyboard.press("d")
            page.wait_for_load_state("networkidle")
        assert examine(page) == [], path
        assert page.evaluate(STICKING_OUT) == [], path
    page.goto(f"{server.address}question?n=0")
    page.locator(".answer[aria-current]").wait_for()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert examine(page) == []
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    context.close()


@pytest.mark.browser
def test_markers_settle_what_they_differ_on(browser, server, session):
    for marker, level in (("ann", 4), ("ben", 1)):
        said = {"level": level, "marks": level, "comment": "", "flag": False, "revision": 0}
        Session(session.course, NAME, marker).mark(0, 0, said)
    page = browser.new_page()
    page.goto(f"{server.address}compare?n=0")
    answer = page.get_by_role("region", name="Answer A1")
    expect(answer).to_contain_text("Nothing counts: its markers differ by two levels or more")
    answer.get_by_role("button", name="Level 3").click()
    answer.get_by_role("button", name="Half a mark less").click()
    expect(answer).to_contain_text("Settled by ann: level 3, 2.5 marks. 2.5 marks will count.")
    answer.get_by_label("Comment for the student").fill("We agreed.")
    page.get_by_role("heading", name="Markers compared").click()
    expect(answer).to_contain_text("2.5 marks, with a comment")
    page.reload()
    expect(answer).to_contain_text("Settled by ann: level 3, 2.5 marks, with a comment")
    expect(page.locator("#pairs")).to_contain_text("fewer than two answers that both have marked")
    page.close()


@pytest.mark.browser
def test_a_thousand_answers_are_at_hand_at_once(browser, server, session):
    """The bounds are ten times what an idle laptop takes: they tell a page that has to wait."""
    answers = tuple(
        Answer(f"{number:016}", f"s{number}", QUESTION, f"{LONG} {number} " * 10)
        for number in range(1000)
    )
    session.piles = [replace(session.piles[0], answers=answers, likest={}), session.piles[1]]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{server.address}question?n=0#A990")
    expect(page.locator("#A990 .prose")).to_be_visible()
    assert page.evaluate("performance.getEntriesByType('paint')[0].startTime") < 3000
    start = time.monotonic()
    page.keyboard.press("3")
    saved(page, "A990, level 3, 3 marks")
    page.keyboard.press("j")
    page.keyboard.press("4")
    saved(page, "A991, level 4, 4 marks")
    assert time.monotonic() - start < 5
    page.locator("#A334").evaluate("answer => answer.scrollIntoView()")
    expect(page.locator("#A334 .prose")).to_be_in_viewport()
    page.locator("#find").fill("many strangers 500")
    expect(page.locator("#progress-words")).to_contain_text("1 shown", timeout=60_000)
    page.close()
