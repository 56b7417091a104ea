"""A scenario's task and the instructors' links, in a browser: what is asked, sent and shown."""

from __future__ import annotations

import base64

import pytest
import qr_reader
from accessibility import examine
from leverplug.record.scenario import Scenario, ScenarioShock
from leverplug.widgets import ChooseExit, NetworkCanvas, ScenarioForm, VentureLab
from leverplug.widgets.base.scenario_panel import ScenarioPanel

pytestmark = pytest.mark.browser

TASK = Scenario(
    "venture", "Two <b>agents</b>", "Build.\nDefend.", "How many of 100?", {"luck": 7}, ("luck",),
    ("result", "trajectory"), 0.8, ScenarioShock(9, "lost", "distributor"), "Team <1>",
)  # fmt: skip
WORDS = Scenario("choose_exit", "When to part", hidden=("pictures", "result"))


def opened(asked: Scenario) -> ScenarioPanel:
    """The panel of a lab in a scenario; it leads to its lab."""
    lab = VentureLab(runs=20) if asked.lab == "venture" else ChooseExit()
    lab.open_scenario(asked)
    lab.play.panel.lab = lab
    return lab.play.panel


@pytest.fixture
def panel(mount):
    return mount(lambda: opened(TASK))


def alerts(panel) -> list[str]:
    return [line for line in panel.page.locator(".lp-alert").all_inner_texts() if line]


def test_all_that_is_fixed_is_said_as_text(panel):
    text = panel.page.locator(".lp-scenario").inner_text()
    for words in ("Scenario for Team <1>", "Two <b>agents</b>", "Build.\nDefend.",
                  "do not move: Luck (seed): 7.", "at most 0.80 of your effort",
                  "In quarter 9 a shock strikes, in every run", "Distributor or agent",
                  "Hidden until you have kept a prediction: result, trajectory."):  # fmt: skip
        assert words in text
    assert panel.errors == []
    assert examine(panel.page, ".lp-scenario") == []


def test_a_prediction_is_kept_by_keyboard_with_its_confidence(panel):
    page, lab = panel.page, panel.widget.lab
    page.get_by_label("How many of 100?").focus()
    page.keyboard.type("40")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    panel.until(lambda: lab.scenario_answers != {})
    assert lab.scenario_answers["prediction"] == 40
    assert lab.scenario_answers["confidence"] in (1, 2)  # where the arrow leads is the browser's
    page.get_by_text("You predicted: 40 of 100").wait_for()
    assert page.evaluate("document.activeElement.matches('.lp-scenario')")
    assert "Hidden until" not in page.locator(".lp-scenario").inner_text()
    page.get_by_text("Answer again, now that you have seen it").click()
    page.get_by_label("My answer now").fill("25")
    page.get_by_role("button", name="Answer again").click()
    assert alerts(panel) == ["Say in a sentence why, too."]
    page.get_by_label("Why, in one sentence").fill("They <left>.")
    page.get_by_role("button", name="Answer again").click()
    panel.until(lambda: "second" in lab.scenario_answers)
    page.get_by_text("Now you say: 25 of 100. They <left>.").wait_for()
    assert examine(page, ".lp-scenario") == []


@pytest.mark.parametrize("typed", ["", "many", "101", "-1", "4.5"])
def test_what_is_no_number_is_not_sent(panel, typed):
    field = panel.page.get_by_label("How many of 100?")
    field.fill(typed)
    panel.page.get_by_role("button", name="Keep my prediction").click()
    assert alerts(panel) == ["Give a whole number from 0 to 100."]
    assert field.get_attribute("aria-invalid") == "true"
    assert panel.widget.lab.scenario_answers == {}


def test_a_few_words_are_asked_for_in_a_small_lab(mount):
    panel = mount(lambda: opened(WORDS), color_scheme="dark")
    panel.page.get_by_role("button", name="Keep my prediction").click()
    assert alerts(panel) == ["Say in a few words what you expect."]
    panel.page.get_by_label("What do you expect").fill("Year 6 <or> so")
    panel.page.get_by_role("button", name="Keep my prediction").click()
    panel.until(lambda: panel.widget.lab.scenario_answers == {"prediction": "Year 6 <or> so"})
    panel.page.get_by_text("You predicted: Year 6 <or> so").wait_for()
    assert examine(panel.page, ".lp-scenario") == []


def test_leaving_says_where_the_scenario_is_and_asks_nothing_more(panel):
    panel.page.get_by_role("button", name="Leave the scenario").click()
    panel.until(lambda: panel.widget.lab.scenario is None)
    panel.page.get_by_text("You have left “Two <b>agents</b>”.").wait_for()
    assert panel.page.locator(".lp-scenario button").count() == 0


def test_a_lab_without_a_scenario_has_nothing_above_it(mount):
    panel = mount(lambda: ChooseExit().play.panel)
    assert not panel.page.locator(".lp-scenario").is_visible()
    assert panel.widget.layout.display == "none"


# --- the links ----------------------------------------------------------------------------------


def made() -> object:
    form = ScenarioForm()
    form.address.value, form.title.value = "https://example.org/spring/", "Same <luck>"
    form.teams.count.value = 2
    form.make()
    return form.links


def test_each_link_can_be_read_copied_and_scanned(mount):
    links = mount(made)
    page, rows = links.page, links.widget.rows
    assert page.get_by_label("Link", exact=True).count() == 2
    assert page.get_by_label("Link", exact=True).first.input_value() == rows[0]["link"]
    size = len(rows[0]["link"])
    page.get_by_text(f"{size} of at most 700 characters").first.wait_for()
    line = page.get_by_label("A line for your learning platform").first.input_value()
    assert line.startswith("Same <luck> (Team 1). https://example.org/")
    code = page.get_by_role("img", name="QR code of the link for Team 2")
    assert code.locator("path").get_attribute("d") == rows[1]["path"]
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; }")
    page.get_by_role("button", name="Copy the link").nth(1).click()
    page.get_by_text("Link for Team 2 copied.").wait_for()
    assert page.evaluate("window.copied") == rows[1]["link"]
    assert links.errors == []
    assert examine(page, ".lp-links") == []


def test_a_browser_that_copies_nothing_selects_the_link(mount):
    links = mount(made)
    links.page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false"
    )
    links.page.get_by_role("button", name="Copy the link").first.click()
    links.page.get_by_text("the text is selected").wait_for()
    selected = "document.activeElement.value.slice(document.activeElement.selectionStart)"
    assert links.page.evaluate(selected) == links.widget.rows[0]["link"]


def test_the_page_says_where_it_is(mount):
    links = mount(lambda: ScenarioForm().links)
    links.until(lambda: links.widget.here != "")
    assert links.widget.here.startswith("file:///")
    assert links.widget.here.endswith("harness.html")


# What a page shows of a picture: whether the middle of each of its modules is dark.
PIXELS = """async ([png, size, quiet]) => {
  const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const step = picture.width / (size + 2 * quiet);
  const at = (n) => (n + quiet + .5) * step;
  const dark = (x, y) => canvas.getImageData(at(x), at(y), 1, 1).data[0] < 128;
  const rows = [...Array(size + 2 * quiet).keys()].map((n) => n - quiet);
  return rows.map((y) => rows.map((x) => Number(dark(x, y))));
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_of_a_code_is_read_as_its_link(mount, theme):
    """Also beside the network editor, whose style sheet gives lines a stroke."""
    links = mount(made, color_scheme=theme)
    links.page.add_style_tag(content=str(NetworkCanvas._css))
    row = links.widget.rows[0]
    code = links.page.get_by_role("img", name="QR code of the link for Team 1")
    png = base64.b64encode(code.screenshot()).decode()
    seen = links.page.evaluate(PIXELS, [png, row["size"], 4])
    rim = [seen[0], seen[-1], *([line[0], line[-1]] for line in seen)]
    assert not any(map(any, rim))
    assert qr_reader.read([line[4:-4] for line in seen[4:-4]]) == row["link"]
