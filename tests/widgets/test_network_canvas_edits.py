"""The network editor in a browser: every way to change a tie, and what Python then holds."""

from __future__ import annotations

import pytest
from leverplug.venture import Capabilities, Change, Tie, Venture
from leverplug.widgets import NetworkCanvas
from posters import poster_of

pytestmark = pytest.mark.browser

DESIGN = Venture(
    name="Acme",
    capabilities=Capabilities(search=0.1, learning=0.1),
    ties=(
        Tie("kin-1", "kin", 0.2),
        Tie("trade_fair-1", "trade_fair", 0.2, region="emerging"),
        Tie("adviser-1", "adviser", 0.1, start=5),
    ),
)


@pytest.fixture
def editor(mount):
    return mount(lambda: NetworkCanvas(DESIGN))


def contact(editor, tie_id):
    return editor.page.locator(f'[data-tie="{tie_id}"]')


def centre(locator):
    box = locator.locator(".lp-body, .lp-core").first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def said(editor, words):
    editor.page.locator(".lp-live", has_text=words).wait_for(state="attached", timeout=3000)


def tie(editor, tie_id):
    return editor.widget.venture.tie(tie_id)


def test_every_contact_is_drawn_and_named(editor):
    names = editor.page.get_by_role("option").all()
    assert len(names) == 4
    label = contact(editor, "trade_fair-1").get_attribute("aria-label")
    assert "Trade fairs and exhibitions" in label
    assert "business tie" in label
    assert "Distant emerging" in label
    assert "effort 0.20" in label
    assert editor.errors == []


def test_a_tie_is_added_with_the_mouse(editor):
    page = editor.page
    page.get_by_role("button", name="Add a tie").click()
    page.get_by_label("Distributor or agent").check()
    page.get_by_label("Where").select_option("close")
    page.get_by_label("Effort, 0 to 1").fill("0.15")
    page.get_by_role("textbox", name="From quarter").fill("3")
    page.get_by_role("button", name="Add", exact=True).click()
    said(editor, "Added Distributor or agent.")
    assert tie(editor, "distributor-1") == Tie(
        "distributor-1", "distributor", 0.15, start=3, region="close"
    )
    assert contact(editor, "distributor-1").count() == 1


def test_a_tie_is_added_with_the_keyboard_alone(editor):
    keys = editor.page.keyboard
    contact(editor, "kin-1").focus()
    keys.press("a")
    for _ in range(3):
        keys.press("ArrowDown")  # from the first kind to the fourth
    keys.press("Enter")
    said(editor, "Added Business contacts at home.")
    assert [t.id for t in editor.widget.venture.ties][-1] == "domestic_contacts-1"
    focused = editor.page.evaluate("document.activeElement.dataset.tie")
    assert focused == "domestic_contacts-1"


def test_arrow_keys_walk_between_contacts(editor):
    contact(editor, "kin-1").focus()
    editor.page.keyboard.press("ArrowRight")
    assert editor.page.evaluate("document.activeElement.dataset.tie") == "venture"
    editor.page.keyboard.press("ArrowRight")
    assert editor.page.evaluate("document.activeElement.dataset.tie") == "trade_fair-1"
    assert editor.page.locator('[role=option][tabindex="0"]').count() == 1


def test_dragging_moves_a_contact_and_undo_brings_it_back(editor):
    before = editor.widget.positions["kin-1"]
    x, y = centre(contact(editor, "kin-1"))
    mouse = editor.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 40, y - 30)
    mouse.move(x + 60, y - 90)
    mouse.up()
    said(editor, "Moved Family, relatives and friends.")
    after = editor.widget.positions["kin-1"]
    assert after[0] > before[0]
    assert after[1] < before[1]
    now = centre(contact(editor, "kin-1"))
    assert now == pytest.approx((x + 60, y - 90), abs=3)
    editor.page.get_by_role("button", name="Undo").click()
    said(editor, "Undone.")
    assert editor.widget.positions["kin-1"] == before


def test_pulling_the_handle_to_another_contact_connects_the_two(editor):
    contact(editor, "kin-1").hover()
    box = contact(editor, "kin-1").locator(".lp-handle").bounding_box()
    x, y = centre(contact(editor, "adviser-1"))
    mouse = editor.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(x - 20, y - 20)
    mouse.move(x, y)
    mouse.up()
    said(editor, "now know one another")
    assert editor.widget.venture.links == (("kin-1", "adviser-1"),)
    assert editor.page.locator(".lp-link").count() == 1


def test_two_contacts_are_connected_with_the_keyboard(editor):
    contact(editor, "kin-1").focus()
    editor.page.keyboard.press("c")
    contact(editor, "trade_fair-1").focus()
    editor.page.keyboard.press("Enter")
    said(editor, "now know one another")
    assert editor.widget.venture.links == (("kin-1", "trade_fair-1"),)
    contact(editor, "trade_fair-1").focus()
    editor.page.keyboard.press("c")
    contact(editor, "kin-1").focus()
    editor.page.keyboard.press("Enter")
    said(editor, "no longer know one another")
    assert editor.widget.venture.links == ()


def test_plus_and_minus_feed_a_tie(editor):
    contact(editor, "kin-1").focus()
    for _ in range(3):
        editor.page.keyboard.press("+")
    said(editor, "effort 0.35")
    assert tie(editor, "kin-1").effort == pytest.approx(0.35)
    editor.page.keyboard.press("-")
    said(editor, "effort 0.30")
    assert tie(editor, "kin-1").effort == pytest.approx(0.30)


def test_feeding_in_a_later_quarter_changes_effort_from_then_on(editor):
    editor.widget.quarter = 12
    editor.push()
    contact(editor, "kin-1").focus()
    editor.page.keyboard.press("+")
    said(editor, "effort 0.25")
    assert tie(editor, "kin-1").effort == 0.2
    assert tie(editor, "kin-1").changes == (Change(12, 0.25),)


def test_the_toolbar_of_a_contact_ends_and_removes_it(editor):
    editor.widget.quarter = 8
    editor.push()
    contact(editor, "kin-1").focus()
    editor.page.keyboard.press("Enter")
    toolbar = editor.page.get_by_role("toolbar", name="Actions for Family, relatives and friends")
    toolbar.get_by_role("button", name="End with quarter 8").click()
    said(editor, "ends with quarter 8")
    assert tie(editor, "kin-1").end == 8
    toolbar.get_by_role("button", name="Remove this tie").click()
    said(editor, "Removed Family, relatives and friends.")
    assert [t.id for t in editor.widget.venture.ties] == ["trade_fair-1", "adviser-1"]


def test_delete_removes_and_undo_and_redo_travel(editor):
    contact(editor, "adviser-1").focus()
    editor.page.keyboard.press("Delete")
    said(editor, "Removed Professional adviser.")
    assert len(editor.widget.venture.ties) == 2
    editor.page.keyboard.press("Control+z")
    said(editor, "Undone.")
    assert editor.widget.venture == DESIGN
    editor.page.keyboard.press("Control+Shift+z")
    said(editor, "Redone.")
    assert len(editor.widget.venture.ties) == 2


def test_an_edit_the_model_refuses_is_explained_in_place_and_the_entry_kept(editor):
    contact(editor, "kin-1").click()
    effort = editor.page.get_by_label("Effort at first")
    effort.fill("0.9")
    effort.press("Enter")
    alert = editor.page.get_by_role("alert").first
    alert.wait_for()
    assert "effort must sum to at most 1.00 in every quarter" in alert.inner_text()
    assert effort.input_value() == "0.9"
    assert effort.get_attribute("aria-invalid") == "true"
    assert editor.widget.venture == DESIGN
    effort.fill("0.3")
    effort.press("Enter")
    said(editor, "Changed Family")
    assert tie(editor, "kin-1").effort == 0.3
    assert effort.get_attribute("aria-invalid") == "false"


def test_a_refused_new_tie_leaves_the_form_as_the_learner_filled_it(editor):
    page = editor.page
    page.get_by_role("button", name="Add a tie").click()
    page.get_by_label("University or research institute").check()
    page.get_by_label("Effort, 0 to 1").fill("much")
    page.get_by_role("button", name="Add", exact=True).click()
    form = page.get_by_role("form", name="Add a tie")
    form.get_by_role("alert").wait_for()
    assert "give a number from 0 to 1" in form.get_by_role("alert").inner_text()
    assert page.get_by_label("Effort, 0 to 1").input_value() == "much"
    assert page.get_by_label("University or research institute").is_checked()
    assert editor.widget.venture == DESIGN


def test_a_label_is_shown_as_text_and_never_run(editor):
    contact(editor, "kin-1").click()
    label = editor.page.get_by_label("What you call it")
    label.fill("<img src=x onerror=alert(1)>")
    label.press("Enter")
    said(editor, "Changed <img src=x")
    assert tie(editor, "kin-1").label == "<img src=x onerror=alert(1)>"
    assert editor.page.locator(".lp-canvas img").count() == 0
    assert "&lt;img" in poster_of(editor.widget)
    assert "<img" not in poster_of(editor.widget)


def test_a_burst_of_presses_ends_with_the_last_one(editor):
    contact(editor, "kin-1").focus()
    editor.page.evaluate(
        """() => {
          const node = document.querySelector('[data-tie="kin-1"]');
          for (let press = 0; press < 40; press += 1) {
            const key = press < 30 ? "-" : "+";
            node.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          }
        }"""
    )
    said(editor, "effort 0.50")
    editor.until(lambda: tie(editor, "kin-1").effort == pytest.approx(0.5))


def test_the_picture_follows_python(editor):
    editor.widget.venture = DESIGN.without_tie("kin-1")
    editor.push()
    assert contact(editor, "kin-1").count() == 0
    editor.widget.state = [
        {"id": "adviser-1", "strength": 1, "lever": 0.6, "plug": 0.3, "novelty": 0.9}
    ]
    editor.widget.quarter = 6
    editor.push()
    assert contact(editor, "adviser-1").locator(".lp-lever").count() == 1
    assert contact(editor, "adviser-1").locator(".lp-plug").count() == 1
    assert "lever 0.60, plug 0.30" in contact(editor, "adviser-1").get_attribute("aria-label")
