"""A venture travels between the page and Python by code, link, file and text, and stays itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asking import keep
from lab import Lab
from leverplug import record
from leverplug.venture import Capabilities, Change, Firm, Founder, Tie, Venture
from leverplug.widgets import VentureLab
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import serve

pytestmark = pytest.mark.browser

CHAPTER = "book/strategy/build_your_venture"
KEY = "levers-and-plugs:/levers/book/:predictions"
THEIRS = Venture(
    Firm("high_tech", 0.35),
    Founder(0.4, 1.3),
    Capabilities(0.1, 0.05, 0.2),
    (
        Tie("trade_fair-1", "trade_fair", 0.2, region="developed", changes=(Change(9, 0.05),)),
        Tie("kin-1", "kin", 0.125, end=12),
        Tie("distributor-1", "distributor", 0.25, 6, region="developed", label="“Ä” & <sons>"),
    ),
    (("trade_fair-1", "distributor-1"),),
    "Moa",
)
SEED = 20261122
# As the page opens.
OWN = Venture(
    Firm("high_tech", home_market=0.1),
    Founder(experience=0.8),
    ties=(Tie("colleagues-1", "colleagues", 0.2), Tie("kin-1", "kin", 0.1)),
    name="Northlight",
)


def of_python(text: str) -> VentureLab:
    """What CPython makes of a code: the same lab, with the same number of runs."""
    lab = VentureLab()
    lab.open_record(record.read(text))
    return lab


def numbers(text: str) -> str:
    """The sentences about the outcome, without how the venture came or what it is compared with."""
    return re.search(r"(In the median run|No run ever).*?after ten years\.", text)[0]


class Chapter:
    """The capstone's page, as a test sees it."""

    def __init__(self, page: Page, address: str, query: str = "") -> None:
        self.page, self.console = page, []
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self.console.append(line.text))
        page.goto(f"{address}/{CHAPTER}.html{query}")
        self.lab, self.form = Lab(page, "venture-lab"), Lab(page, "hand-in")

    def start(self) -> Chapter:
        self.lab.wait()
        self.form.wait()
        return self

    def begin_again(self) -> Chapter:
        """Put the page's own design back into the lab, and nothing into the form."""
        self.field("My reasons").fill("")
        self.field("I expect to be born global").fill("")
        self.open_code(record.code(OWN, 1))
        return self

    def open_code(self, code: str) -> None:
        self.field("Or paste a link").fill(code)
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        expect(self.form.view.get_by_text("Opened in the lab above.")).to_be_visible()
        self.at_rest()

    def field(self, label: str):
        return self.form.view.get_by_label(label)

    def press(self, name: str) -> None:
        self.form.view.get_by_role("button", name=name).click()

    def code(self) -> str:
        self.form.wait()
        return self.form.view.get_by_label("Code of my design").input_value()

    def handed_in(self):
        return self.form.view.get_by_label("Hand-in text", exact=True)

    def set(self, control: str, key: str, times: int = 1) -> None:
        handle = self.lab.view.locator(".widget-slider", has_text=control).locator(".noUi-handle")
        handle.focus()
        for _ in range(times):
            handle.press(key)

    def at_rest(self) -> None:
        for lab in (self.lab, self.form):
            expect(lab.box).not_to_have_attribute("data-live-busy", "true")
        expect(self.lab.view.locator(".lp-says")).to_have_attribute("aria-busy", "false")

    def says(self) -> str:
        return self.lab.view.locator(".lp-says").inner_text()

    def score(self) -> str:
        return self.lab.view.locator(".lp-score").inner_text()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site, "/levers/book") as at:
        yield at


def somebody(browser: Browser) -> BrowserContext:
    """A browser that nobody used before, on a desk."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 900})
    fresh.grant_permissions(["clipboard-read", "clipboard-write"])
    return fresh


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    fresh = somebody(browser)
    yield fresh
    fresh.close()


@pytest.fixture(scope="module")
def started(browser: Browser, address: str) -> Iterator[Chapter]:
    """The page with its labs live, for all tests that do not ask how it starts."""
    context = somebody(browser)
    yield Chapter(context.new_page(), address).start()
    context.close()


@pytest.fixture
def chapter(started: Chapter) -> Chapter:
    """The page as it opens, live already."""
    return started.begin_again()


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Callable[..., Chapter]:
    def go(query: str = "") -> Chapter:
        return Chapter(context.new_page(), address, query)

    return go


def test_a_code_made_in_the_page_is_the_same_venture_and_the_same_numbers_in_python(
    chapter,
) -> None:
    chapter.set("Home market", "ArrowRight", 3)
    chapter.set("Search", "ArrowRight", 2)
    expect(chapter.lab.view.locator(".lp-says")).to_contain_text("born global")
    chapter.at_rest()
    found = record.from_code(chapter.code())
    assert found.same_model
    assert found.venture.firm.home_market == pytest.approx(0.25)
    assert found.venture.capabilities.search == pytest.approx(0.15)
    assert numbers(of_python(chapter.code()).says) == numbers(chapter.says())
    assert chapter.console == []


def test_a_link_made_by_python_is_the_same_venture_and_the_same_numbers_in_the_page_and_goes_on(
    visit, address: str
) -> None:
    code = record.code(THEIRS, SEED)
    chapter = visit(f"?v={code}")
    carried = chapter.lab.box.get_by_text("This link carries a venture")
    expect(carried).to_be_visible()
    chapter.start()
    assert chapter.code() == code
    here = of_python(code)
    assert numbers(chapter.says()) == numbers(here.says)
    assert "“Moa” with luck 20261122" in chapter.says()
    for share in re.findall(r"\d+ of 100 runs", here.scorecard.value):
        assert share in chapter.score()
    expect(carried).to_have_count(0)
    assert "?v=" not in chapter.page.url
    assert "<sons>" in chapter.lab.view.locator(".lp-canvas").inner_text()
    chapter.press("Copy link to my design")
    expect(chapter.form.view.get_by_text("Link copied.")).to_be_visible()
    link = chapter.page.evaluate("navigator.clipboard.readText()")
    assert link == f"{address}/{CHAPTER}.html?v={code}"  # as it came, for somebody else
    assert chapter.console == []


def test_a_damaged_link_is_refused_and_a_whole_one_keeps_what_the_learner_had_built(visit) -> None:
    first = visit(f"?v={record.code(THEIRS)[:-3]}").start()
    alert = first.lab.view.get_by_role("alert").filter(has_text="link was not opened")
    expect(alert).to_contain_text("copy the whole code again")
    assert record.from_code(first.code()).venture == OWN
    first.set("Home market", "ArrowRight", 3)
    first.at_rest()
    mine = first.code()
    # A whole link keeps what was built meanwhile, and a reload keeps what came.
    chapter = visit(f"?v={record.code(THEIRS, SEED)}").start()
    assert "pinned as design A: Northlight; its luck was 1" in chapter.says()
    chapter.set("Search", "ArrowRight")
    chapter.at_rest()
    changed = chapter.code()
    assert changed != record.code(THEIRS, SEED)
    chapter.page.reload()
    assert chapter.start().code() == changed
    compare = chapter.lab.view.get_by_label("Compare with")
    compare.select_option("design A: Northlight")
    chapter.lab.view.get_by_role("button", name="Go back to it").click()
    chapter.at_rest()
    assert record.from_code(chapter.code()).venture == record.from_code(mine).venture


def test_the_file_holds_all_and_opens_on_another_computer(chapter, visit, tmp_path: Path) -> None:
    chapter.set("Home market", "ArrowRight", 2)
    chapter.field("I expect to be born global").fill("40")
    chapter.field("My reasons").fill("Few <b>ties</b>,\n“well” fed & kept.")
    with chapter.page.expect_download() as started:  # at once, while Python has still to answer
        chapter.press("Download the record")
    assert started.value.suggested_filename == "record-northlight.json"
    file = tmp_path / "record.json"
    started.value.save_as(file)
    found = record.read(file.read_text(encoding="utf-8"))
    assert dict(found.predictions) == {"born_global": 40}
    assert found.answers == {"reasons": "Few <b>ties</b>,\n“well” fed & kept."}
    assert found.venture.firm.home_market == pytest.approx(0.2)
    other = visit().start()
    other.field("From a file").set_input_files(file)
    expect(other.form.view.get_by_text("Opened in the lab above.")).to_be_visible()
    expect(other.form.view.locator("dd").nth(1)).to_have_text(
        "Few <b>ties</b>,\n“well” fed & kept."
    )
    other.press("Put its expectation and reasons")
    expect(other.field("My reasons")).to_have_value("Few <b>ties</b>,\n“well” fed & kept.")
    expect(other.field("I expect to be born global")).to_have_value("40")
    other.at_rest()
    assert other.code() == record.code(found.venture, found.seed)


def test_the_hand_in_text_survives_an_editor_of_a_learning_platform(chapter) -> None:
    chapter.field("My reasons").fill("Kin -- first.\n\n  Then <i>the fair</i> & “no more”.")
    chapter.at_rest()
    chapter.press("Copy hand-in text")
    expect(chapter.form.view.get_by_text("Hand-in text copied.")).to_be_visible()
    page = chapter.page.context.new_page()
    page.set_content('<main contenteditable="true" style="width: 12em">x</main>')
    page.locator("main").click()
    page.keyboard.press("Control+V")
    for dressed in (page.locator("main").inner_html(), page.locator("main").inner_text()):
        assert "RECORD" in dressed
        found = record.read(dressed)
        assert found.answers == {"reasons": "Kin -- first.\n\n  Then <i>the fair</i> & “no more”."}
        assert found.venture.name == "Northlight"
    assert "&lt;i&gt;" in page.locator("main").inner_html()
    page.close()


def test_predictions_of_the_book_are_handed_in_if_the_learner_wants(visit) -> None:
    chapter = visit()
    chapter.page.evaluate(
        "([key, kept]) => localStorage.setItem(key, kept)",
        [KEY, json.dumps({"plug": {"question": "Which?", "answer": "<b>Kin</b>", "when": "2026"}})],
    )
    chapter.start()
    include = chapter.form.view.get_by_label("Put my work in the book into it")
    expect(include).not_to_be_checked()
    expect(chapter.form.view.get_by_text("into it (1 prediction)")).to_be_visible()
    asked = chapter.page.locator(".predict.practice").first
    asked.get_by_role("spinbutton").fill("35")
    keep(asked)
    expect(chapter.form.view.get_by_text("into it (2 predictions)")).to_be_visible()
    expect(chapter.field("I expect to be born global")).to_have_value("35")
    include.check()
    expect(chapter.handed_in()).to_have_value(re.compile("<b>Kin</b>"))
    found = record.open_text(chapter.handed_in().input_value())
    answers = {name: entry.answer for name, entry in found.work.predictions.items()}
    assert answers == {"plug": "<b>Kin</b>", "build-your-venture-born-global": 35}
    assert dict(found.records[0].predictions) == {"born_global": 35}


def test_reasons_that_are_typed_in_two_windows_are_all_kept(visit) -> None:
    first, second = visit().start(), visit().start()
    here, there = first.field("My reasons"), second.field("My reasons")
    here.fill("Kin first.")
    expect(there).to_have_value("Kin first.")
    here.blur()
    there.fill("Kin first, then the fair.")
    expect(here).to_have_value("Kin first, then the fair.")
    # Now both at once: what stands under the hand stays.
    here.focus()
    there.fill("The fair alone.")
    second.at_rest()
    here.fill("Kin alone.")
    asked = first.form.box.get_by_text("changed in two windows")
    expect(asked).to_be_visible()
    expect(here).to_have_value("Kin alone.")
    asked.get_by_role("button", name="Show the other").click()
    expect(here).to_have_value("The fair alone.")
    asked.get_by_role("button", name="Show the other").click()
    expect(here).to_have_value("Kin alone.")
    assert first.console == second.console == []


def test_all_that_is_kept_can_be_cleared_beside_the_form(chapter) -> None:
    chapter.field("My reasons").fill("Mine alone.")
    chapter.set("Home market", "ArrowRight")
    chapter.at_rest()
    kept = "Object.values(localStorage).join()"
    assert "Mine alone." in chapter.page.evaluate(kept)
    chapter.page.once("dialog", lambda dialog: dialog.accept())
    chapter.page.get_by_role("button", name="Clear my data on this computer").click()
    expect(chapter.page.get_by_text("This browser keeps nothing of this book.")).to_be_visible()
    chapter.page.reload()
    chapter.start()
    assert chapter.field("My reasons").input_value() == ""
    assert record.from_code(chapter.code()).venture.firm.home_market == 0.1


WRONG_FILES = [
    ("holiday.json", "x" * 1_100_000, "no record has as many"),
    ("cut.json", record.dumps(THEIRS)[:-40], "breaks off or is damaged"),
    ("script.txt", "<script>document.title = 'caught'</script>", "Not opened"),
]


def test_a_wrong_file_is_refused_beside_its_field(chapter) -> None:
    before = chapter.code()
    chapter.field("My reasons").fill("Still here.")
    field = chapter.field("From a file")
    for name, content, words in WRONG_FILES:
        field.set_input_files({"name": name, "mimeType": "text/plain", "buffer": content.encode()})
        expect(chapter.form.view.get_by_role("alert").filter(has_text=words)).to_be_visible()
        expect(field).to_have_attribute("aria-invalid", "true")
        chapter.at_rest()
    assert chapter.code() == before
    assert chapter.field("My reasons").input_value() == "Still here."
    assert "caught" not in chapter.page.title()


def test_the_form_is_filled_and_a_code_opened_by_keyboard_alone(chapter) -> None:
    keys = chapter.page.keyboard
    chapter.field("I expect to be born global").focus()
    keys.type("140")
    wrong = chapter.form.view.get_by_role("alert").filter(has_text="whole number from 0 to 100")
    expect(wrong).to_be_visible()
    keys.press("Backspace")
    expect(wrong).to_have_count(0)
    keys.press("Tab")
    keys.press("Space")  # how sure, of which one step can be chosen
    chapter.field("My reasons").focus()
    keys.type("By hand.")
    chapter.field("Or paste a link").focus()
    keys.press("Control+a")  # what somebody pasted before may still be there
    keys.insert_text(record.code(THEIRS, SEED))
    keys.press("Tab")
    keys.press("Enter")
    expect(chapter.form.view.get_by_text("Opened in the lab above.")).to_be_visible()
    chapter.at_rest()
    found = record.read(chapter.handed_in().input_value())
    assert (found.venture, found.seed) == (THEIRS, SEED)
    assert dict(found.predictions) == {"born_global": 14}
    assert found.answers == {"reasons": "By hand."}
