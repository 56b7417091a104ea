"""The instructors' form: what it makes opens the lab as it was set, and says what is wrong."""

from __future__ import annotations

import json
import re

import pytest
import qr_reader
from contents import ROOT
from leverplug import record
from leverplug.record import scenario
from leverplug.record.scenario import ScenarioShock
from leverplug.venture import Tie, ValidationError, Venture
from leverplug.widgets import ScenarioForm, VentureLab
from leverplug.widgets.scenario import addresses, offered, qr
from posters import poster_of

HERE = "https://example.org/spring/book/instructors/scenario_links.html"
DESIGN = Venture(ties=(Tie("kin-1", "kin", 0.2), Tie("distributor-1", "distributor", 0.3,
                                                     region="close")))  # fmt: skip


@pytest.fixture
def form() -> ScenarioForm:
    made = ScenarioForm()
    made.links.here = HERE
    made.title.value = "Same firm"
    return made


def made(form: ScenarioForm) -> list[scenario.Scenario]:
    form.make()
    assert form.links.problem == ""
    return [scenario.read(row["link"]) for row in form.links.rows]


def test_the_smallest_scenario_is_a_title_and_a_lab(form):
    (only,) = made(form)
    assert only == scenario.Scenario("venture", "Same firm")
    page = "https://example.org/spring/book/strategy/build_your_venture.html"
    assert form.links.rows[0]["link"] == f"{page}?v={scenario.code(only)}"


def test_all_that_is_set_is_in_the_link(form):
    form.task.value, form.question.value = " Build.\nDefend. ", " How many  of 100? "
    form.settings.controls["experience"].value = 0.4  # a move begins with it
    form.settings.locks["luck"].value = True  # a lock too
    form.hidden["trajectory"].value = form.hidden["result"].value = True
    form.venture.budget.value = 0.8
    form.venture.event.value, form.venture.quarter.value = "quarrel", 12
    form.venture.kind.value = "kin"
    form.venture.design.value = record.code(DESIGN)
    (only,) = made(form)
    assert (only.task, only.question) == ("Build.\nDefend.", "How many of 100?")
    assert dict(only.settings) == {"experience": 0.4, "luck": 1}
    assert (only.locked, only.hidden) == (("luck",), ("trajectory", "result"))
    assert (only.budget, only.shock) == (0.8, ScenarioShock(12, "quarrel", "kin"))
    assert only.design == DESIGN
    lab = VentureLab(runs=20)
    lab.live_query = scenario.code(only)
    assert lab.scenario == only


def test_teams_differ_in_what_they_are_given_and_that_is_locked(form):
    form.settings.locks["sector"].value = True
    form.teams.count.value = 3
    form.teams.differ[0].value, form.teams.differ[1].value = "home_market", "luck"
    typed = [("Small", "0,1", "7"), ("Large", "90%", "7"), ("Élan", ".5", "8")]
    for (name, values), (team, market, luck) in zip(form.teams.rows, typed, strict=True):
        name.value, values[0].value, values[1].value = team, market, luck
    found = made(form)
    assert [(s.team, s.settings["home_market"], s.settings["luck"]) for s in found] == [
        ("Small", 0.1, 7), ("Large", 0.9, 7), ("Élan", 0.5, 8),
    ]  # fmt: skip
    assert all(set(s.locked) == {"sector", "home_market", "luck"} for s in found)
    assert form.links.rows[2]["line"].startswith("Same firm (Élan). https://example.org/")
    form.teams.differ[0].value, form.teams.rows[0][1][0].value = "sector", "High Technology"
    for _, values in form.teams.rows[1:]:
        values[0].value = "traditional"
    assert [s.settings["sector"] for s in made(form)] == ["high_tech", "traditional", "traditional"]


@pytest.mark.parametrize("name", list(offered.OFFERED))
def test_each_lab_has_its_page_its_controls_and_links_that_open_it(form, name):
    form.lab.value = name
    first = next(iter(form.settings.controls))
    form.settings.locks[first].value = True
    for box in form.hidden.values():
        box.value = True
    (only,) = made(form)
    lab = offered.lab_of(name)
    lab.live_query = scenario.code(only)
    assert lab.scenario == only
    page = ROOT / offered.OFFERED[name].page.replace(".html", ".md")
    text = page.read_text(encoding="utf-8")
    assert f"# {re.search(r'[(](.*)[)]', offered.OFFERED[name].title)[1]}" in text
    cell = re.search(r"(?<=```\{code-cell\} python\n:tags: \[live\]\n)[^`]*", text)[0]
    assert offered.OFFERED[name].widget in cell
    assert ":live-query: v\n" in cell


def test_the_venture_lab_of_the_form_begins_as_that_of_the_chapter():
    text = (ROOT / offered.OFFERED["venture"].page).with_suffix(".md").read_text(encoding="utf-8")
    code = re.search(r"^from leverplug import Firm[^`]*?(?=^lab$)", text, re.M)[0]
    names: dict = {}
    exec(code, names)
    assert names["lab"].venture == offered.NORTHLIGHT


WRONG = [
    (lambda f: f.title.set_trait("value", " "), "title"),
    (lambda f: f.task.set_trait("value", "x" * 333), "33 too many"),
    (lambda f: f.question.set_trait("value", "x" * 121), "question"),
    (lambda f: f.venture.design.set_trait("value", "AQAQ"), "code"),
    (lambda f: f.venture.budget.set_trait("value", 0.05), "at most 0.05"),
    (lambda f: f.address.set_trait("value", ""), "full address"),
    (lambda f: f.address.set_trait("value", "x" * 200), "full address"),
    (lambda f: f.address.set_trait("value", f"https://e.org/{'x' * 120}"), "characters too many"),
]


@pytest.mark.parametrize(("spoil", "said"), WRONG)
def test_what_cannot_be_made_is_said_and_there_are_no_links(form, spoil, said):
    form.make()
    spoil(form)
    assert form.links.rows == []  # the old ones are of other settings
    form.make()
    assert said in form.links.problem
    assert form.links.rows == []
    form.title.value += "."
    assert form.links.problem == ""


@pytest.mark.parametrize("typed", ["", "much", "7", "-1", "1e999", "nan", "101%"])
def test_a_teams_value_that_its_control_has_not_is_refused(form, typed):
    form.teams.count.value, form.teams.differ[0].value = 1, "home_market"
    form.teams.rows[0][1][0].value = typed
    form.make()
    assert "Home market" in form.links.problem


def test_an_earlier_link_is_shown_again_and_gives_the_same_link(form):
    form.lab.value = "giant"
    form.settings.controls["leaves"].value = 7
    form.settings.locks["giant"].value = form.hidden["pictures"].value = True
    form.question.value = "What happens?"
    form.make()
    link = form.links.rows[0]["link"]
    again = ScenarioForm()
    again.links.here = HERE
    again.earlier.value = f"{link[:60]}\n{link[60:]}"
    again.begin_from()
    again.make()
    assert again.links.rows[0]["link"] == link
    again.earlier.value = link[:-4]
    again.begin_from()
    assert "The earlier link was not opened" in again.links.problem


def test_what_is_typed_is_kept_and_comes_back(form):
    form.lab.value = "choose_exit"
    form.settings.locks["exit"].value = True
    form.teams.count.value, form.teams.differ[0].value = 2, "effort"
    form.teams.rows[1][0].value = "Ada & <b>"
    again = ScenarioForm()
    again.live_state = form.live_state
    assert again.live_state == form.live_state
    assert again.teams.teams == form.teams.teams
    for damaged in ("{", "[]", '{"lab": "none"}', json.dumps({**json.loads(form.live_state),
                                                              "teams": 7})):  # fmt: skip
        with pytest.raises(ValidationError, match="cannot be read"):
            ScenarioForm().live_state = damaged


# --- addresses ----------------------------------------------------------------------------------


def test_the_address_comes_from_the_page_itself_unless_one_was_typed(form):
    assert form.address.value == "https://example.org/spring/"
    other = ScenarioForm()
    other.address.value = "https://mine.org"
    other.links.here = HERE
    assert other.address.value == "https://mine.org"
    elsewhere = ScenarioForm()
    elsewhere.links.here = "https://example.org/lab/tree/scenario_links.ipynb"
    assert elsewhere.address.value == ""


@pytest.mark.parametrize(
    ("here", "root"),
    [("https://e.org/book/book/instructors/scenario_links.html", "https://e.org/book/"),
     ("https://e.org/book/instructors/scenario_links?x=1#y", "https://e.org/"),
     ("file:///home/ada/html/book/instructors/scenario_links.html", "file:///home/ada/html/"),
     ("https://e.org/mybook/instructors/scenario_links.html", ""), ("", "")],
)  # fmt: skip
def test_the_root_follows_from_the_address_of_the_page(here, root):
    assert addresses.root_of_page(here) == root


@pytest.mark.parametrize(
    ("typed", "root"),
    [(" https://e.org/a ", "https://e.org/a/"), ("https://e.org/a/index.html", "https://e.org/a/"),
     ("https://e.org/book/x/book/strategy/build_your_venture.html?v=1", "https://e.org/book/x/"),
     ("https://e.org/book/index.html#top", "https://e.org/"), ("", "")],
)  # fmt: skip
def test_the_root_follows_from_any_page_that_is_typed(typed, root):
    assert addresses.root_of(typed) == root


@pytest.mark.parametrize(
    ("root", "warned"),
    [("file:///home/ada/html/", "a file on your computer"), ("http://localhost:8000/", "your own"),
     ("http://127.0.0.1:8000/", "your own"), ("http://[::1]/", "your own"),
     ("https://localhost.example.org/", ""), ("https://e.org/", ""), ("http://[/", "")],
)  # fmt: skip
def test_addresses_that_students_cannot_open_are_named(form, root, warned):
    assert warned in addresses.warning(root)
    assert bool(warned) == bool(addresses.warning(root))


def test_links_to_the_own_computer_are_made_with_a_warning(form):
    form.address.value = "http://localhost:8000"
    assert made(form)
    assert "students cannot open it" in form.links.warning


# --- QR codes -----------------------------------------------------------------------------------


def test_the_code_of_each_link_is_read_as_that_link(form):
    form.task.value = "Your cousin offers to run the export office for nothing. " * 5
    form.teams.count.value = 2
    form.make()
    assert len(form.links.rows) == 2
    for row in form.links.rows:
        assert qr_reader.read(qr_reader.matrix_of(row["size"], row["path"])) == row["link"]


@pytest.mark.parametrize("longest", [17, 60, 134, 192, 350, 553, 620, 700])
def test_codes_of_any_length_are_read_as_what_was_written(longest):
    link = ("https://example.org/" + "aZ9-_?=" * 100)[:longest]
    size, path = qr.outline(link)
    assert qr_reader.read(qr_reader.matrix_of(size, path)) == link


def test_the_form_has_a_poster_and_no_learners_text_becomes_markup(form):
    form.title.value = "<script>x</script>"
    assert "<script>" not in poster_of(form)
