"""The debrief board: a class goes in, sections come out, and no name is in the projector's view."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from accessibility import examine_samples
from leverplug import Tie, Venture, portfolios, record
from leverplug.debrief.board import SECTIONS
from leverplug.record import scenario
from leverplug.record.scenario import Scenario
from leverplug.widgets import DebriefBoard
from posters import poster_of

RUNS = 20
PHONE = {"width": 390, "height": 800}
NAMES = ("Kea Ana", "O'Hara Ben", "Zoë Ngu")


def class_of(code: str = "") -> bytes:
    """A zip as Moodle gives it, with a file that is no record."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for number, name in enumerate(NAMES):
            ties = (Tie(f"{name.split()[0].lower()}-tie", "kin", 0.1 + number / 10, label=name),)
            of_scenario = {"scenario": code} if number else {}
            text = record.dumps(Venture(ties=ties, name=f"{name} Ltd"), 1, {"born_global": 30},
                                {"reasons": f"I am {name}."}, **of_scenario)  # fmt: skip
            archive.writestr(f"{name}_{number + 11}_assignsubmission_file_/record.json", text)
        archive.writestr("Mallory_99_assignsubmission_file_/essay.pdf", "%PDF-1.7")
    return whole.getvalue()


def html_of(page: DebriefBoard) -> str:
    return "".join(part["html"] for part in page.sections) + page.shown.get("html", "")


def filled(code: str = "") -> DebriefBoard:
    page = DebriefBoard(runs=RUNS)
    page.add_file("class.zip", class_of(code))
    page.finish()
    return page


# --- without a browser ----------------------------------------------------------------------------


def test_texts_pasted_one_after_the_other_without_names_are_of_different_students():
    page = DebriefBoard(runs=RUNS)
    for design in portfolios.random_portfolios(3):
        page.add_text(record.hand_in_text(design))
        page.finish()
    assert page.says.startswith("3 records were read.")
    for name in ("pasted text", "pasted text (2)", "pasted text (3)"):
        assert name in html_of(page)


def test_a_class_becomes_a_board_a_turn_at_a_time(monkeypatch):
    monkeypatch.setattr("leverplug.widgets.debrief.board._TURN", 0)
    page = DebriefBoard(runs=RUNS)
    page.add_file("class.zip", class_of())
    seen = []
    while page.go_on():
        assert page.progress["words"]
        seen.append([part["id"] for part in page.sections])
    assert page.progress.keys() == {"turn"}
    assert ["head", "effort", "how"] in seen  # the first picture, before any run
    assert [part["id"] for part in page.sections] == [
        "head", *(row[0] for row in SECTIONS), "how"
    ]  # fmt: skip
    assert page.says == "3 records were read. 1 file or text could not be read."


def test_a_file_that_comes_while_another_is_read_joins_it_and_nothing_is_read_twice(monkeypatch):
    monkeypatch.setattr("leverplug.widgets.debrief.board._TURN", 0)
    page = DebriefBoard(runs=RUNS)
    page.add_file("class.zip", class_of())
    page.go_on()
    page.add_text(f"Dee: {record.code(portfolios.easy())}")
    page.finish()
    assert page.says.startswith("4 records were read.")
    assert "counted once" not in html_of(page)


@pytest.mark.parametrize("ask", [lambda page: page.choose(2), lambda page: page.save("csv")])
def test_what_is_asked_while_a_zip_is_read_does_not_break_the_reading_off(monkeypatch, ask):
    page = filled("abc")
    monkeypatch.setattr("leverplug.widgets.debrief.board._TURN", 0)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for number, design in enumerate(portfolios.random_portfolios(3)):
            archive.writestr(f"Late {number}_{number + 50}_file_/r.json", record.dumps(design, 1))
    page.add_file("late.zip", whole.getvalue())
    assert page.go_on()
    ask(page)
    page.finish()
    assert page.says.startswith("6 records were read.")
    page.choose(2)
    page.finish()
    assert page.group == 2


def test_without_names_nothing_that_is_sent_to_the_page_holds_one():
    page = filled()
    place = page.sections[0]["html"]
    assert "Mallory" in place
    page.open_record("A1")
    assert any(name.replace("'", "&#x27;") in html_of(page) for name in NAMES)
    page.show_names(False)
    page.open_record("A2")
    state = str({name: page.get_state()[name] for name in page.keys if not name.startswith("_")})
    for word in ("Kea", "Ana", "Hara", "Ben", "Zoë", "zoë", "Ngu", "kea-tie", "Ltd", "Mallory",
                 "pdf", "I am"):  # fmt: skip
        assert word not in state, word
    assert "A2" in page.shown["html"]


def test_the_larger_scenario_comes_first_and_another_can_be_chosen():
    page = filled("abc")
    assert [(group["number"], group["count"]) for group in page.groups] == [(1, 2), (2, 1)]
    assert "2 records" in page.sections[0]["html"].replace("<b>", "").replace("</b> <span>", " ")
    page.choose(2)
    page.finish()
    assert page.group == 2
    assert "nothing to be compared with" in html_of(page)
    page.show_names(False)
    assert [group["title"] for group in page.groups] == ["Scenario 1", "Scenario 2"]


def test_a_file_that_is_saved_has_every_scenario_and_every_record_by_itself(monkeypatch):
    sent = []
    page = filled("abc")
    monkeypatch.setattr(page, "send", lambda message: sent.append(message))
    for names, form in ((True, "html"), (True, "csv"), (False, "html")):
        page.show_names(names)
        page.save(form)
        page.finish()
    whole, sheet, wall = sent
    assert (whole["name"], wall["name"]) == ("debrief.html", "debrief-without-names.html")
    assert whole["text"].count("<h2>") == 2
    assert whole["text"].count("What happened") == 3
    assert len(sheet["text"].strip().splitlines()) == 4
    assert "Kea" not in wall["text"]


def test_a_made_up_class_says_that_it_is_made_up():
    page = DebriefBoard(runs=RUNS)
    page.add_sample()
    page.finish()
    assert page.says == "24 records were read. 1 file or text could not be read."
    assert "Made-up student 07" in html_of(page)
    assert "2 students handed in the same design and luck" in html_of(page)
    page.clear()
    assert (page.sections, page.says, page.progress) == ([], "", {})


def test_what_cannot_be_read_is_listed_without_a_board():
    page = DebriefBoard(runs=RUNS)
    page._take_file({"name": "x.pdf", "data": "JVBERi0x", "changed": 0})
    page._take_file({"name": "y.json", "data": "no base64!", "changed": 0})
    page.finish()
    assert page.groups == []
    assert "x.pdf" in html_of(page)
    assert "an empty file" in html_of(page)


def test_messages_that_make_no_sense_do_nothing():
    page = DebriefBoard(runs=RUNS)
    for message in ({}, {"type": "open", "alias": "A9"}, {"type": "group", "number": 5},
                    {"type": "save", "form": "html"}, {"type": "nothing"}):  # fmt: skip
        page._receive(page, message, [])
    assert page.sections == []


def test_its_poster_keeps_the_room():
    assert "once Python has started" in poster_of(DebriefBoard(runs=RUNS))


# --- in a browser ---------------------------------------------------------------------------------


@pytest.fixture
def shown(mount):
    return mount(lambda: DebriefBoard(runs=RUNS))


def choose_files(shown, *files: tuple[str, bytes]) -> None:
    given = [{"name": name, "mimeType": "application/octet-stream", "buffer": data}
             for name, data in files]  # fmt: skip
    shown.page.get_by_label("Files, or the zip").set_input_files(given)
    shown.page.get_by_role("heading", name="Three pairs to talk about").wait_for()
    shown.until(lambda: "words" not in shown.widget.progress)


@pytest.mark.browser
def test_a_zip_that_is_chosen_becomes_the_board_in_the_page(shown):
    page = shown.page
    choose_files(shown, ("class.zip", class_of()))
    assert page.locator(".lp-status").first.inner_text().startswith("3 records were read.")
    assert page.locator(".lpd-section h3").all_inner_texts() == [row[1] for row in SECTIONS]
    assert page.get_by_label("Files, or the zip").input_value() == ""
    page.get_by_role("link", name="A2", exact=True).click()
    page.get_by_role("heading", name="What happened").wait_for()
    assert page.evaluate("document.activeElement.className").endswith("lp-shown")
    assert shown.errors == []


@pytest.mark.browser
def test_no_name_is_in_the_page_of_the_projector(shown):
    page = shown.page
    choose_files(shown, ("class.zip", class_of()))
    page.get_by_label("Or paste").fill(f"Mia Secret: {record.code(portfolios.easy())}")
    page.get_by_role("button", name="Read the pasted text").click()
    shown.until(lambda: shown.widget.says.startswith("4 records"))
    shown.until(lambda: "words" not in shown.widget.progress)
    assert "Mia Secret" in page.content()
    page.get_by_role("button", name="Projector view").click()
    page.get_by_role("heading", name="Luck and choice").wait_for()
    whole = page.content() + page.evaluate(
        "[...document.querySelectorAll('input, textarea')].map((each) => each.value).join()"
    )
    for word in ("Kea", "Hara", "Ngu", "Mia", "Secret", "Mallory", "Ltd"):
        assert word not in whole, word
    page.get_by_role("button", name="Projector view").click()
    page.get_by_text("Mallory").first.wait_for(state="attached")
    assert shown.errors == []


@pytest.mark.browser
def test_titles_of_scenarios_leave_the_page_with_the_names_at_once(shown):
    page = shown.page
    files = []
    for name in ("Mia", "Noa"):
        code = scenario.code(Scenario("venture", f"Group of {name}"))
        text = record.dumps(portfolios.easy(), 1, scenario=code)
        files.append((f"{name.lower()}_{len(files) + 21}_22_r.json", text.encode()))
    choose_files(shown, *files)
    choice = page.get_by_label("Scenario")
    assert "Group of Mia" in choice.inner_text()
    at_once = page.get_by_role("button", name="Projector view").evaluate(
        "(button) => { button.click(); return document.querySelector('.lp-tools').textContent; }"
    )
    assert "Group of" not in at_once
    shown.until(lambda: not shown.widget.names)
    page.get_by_role("heading", name="Luck and choice").wait_for()
    assert choice.inner_text().split("\n") == ["Scenario 1 (1)", "Scenario 2 (1)"]
    page.get_by_role("button", name="Projector view").click()
    choice.locator("option", has_text="Group of Mia").wait_for(state="attached")
    assert shown.errors == []


@pytest.mark.browser
def test_the_board_is_saved_as_one_file_and_as_a_table(shown, tmp_path: Path):
    choose_files(shown, ("class.zip", class_of()))
    for name, file in (("Save as one HTML file", "debrief.html"), ("Save as CSV", "debrief.csv")):
        with shown.page.expect_download() as saved:
            shown.page.get_by_role("button", name=name).click()
        assert saved.value.suggested_filename == file
        saved.value.save_as(tmp_path / file)
    assert "Kea Ana" in (tmp_path / "debrief.html").read_text(encoding="utf-8")
    text = (tmp_path / "debrief.csv").read_bytes().decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text, newline="")))) == 3


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_made_up_class_is_shown_to_everybody(mount, theme):
    shown = mount(lambda: DebriefBoard(runs=RUNS), viewport=PHONE, color_scheme=theme)
    shown.page.evaluate("(theme) => document.documentElement.dataset.theme = theme", theme)
    shown.page.get_by_role("button", name="Try it with a made-up class of 24").click()
    shown.until(lambda: bool(shown.widget.sections) and "words" not in shown.widget.progress)
    shown.page.get_by_role("heading", name="Every record").wait_for()
    assert examine_samples(shown.page) == []
    assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert shown.errors == []
