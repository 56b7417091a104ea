"""The list equals the picture; small, dark and touched screens serve as well as large ones."""

from __future__ import annotations

import pytest
from accessibility import examine
from leverplug.venture import Capabilities, Change, Tie, Venture
from leverplug.widgets import NetworkCanvas

pytestmark = pytest.mark.browser

DESIGN = Venture(
    name="Acme",
    capabilities=Capabilities(search=0.1, learning=0.1),
    ties=(
        Tie("kin-1", "kin", 0.2),
        Tie("trade_fair-1", "trade_fair", 0.2, region="emerging"),
        Tie("adviser-1", "adviser", 0.1, start=5),
    ),
    links=(("kin-1", "adviser-1"),),
)
STATE = [
    {"id": "kin-1", "strength": 0.7, "lever": 0.2, "plug": 0.5, "novelty": 0.4},
    {"id": "trade_fair-1", "strength": 0.4, "lever": 0.6, "plug": 0.02, "novelty": 0.8},
]
CROWD = Venture(
    ties=tuple(
        Tie(f"{kind}-{n}", kind, 0.02, region=region)
        for n in range(1, 6)
        for kind, region in (
            ("kin", None),
            ("colleagues", None),
            ("trade_fair", "emerging"),
            ("distributor", "close"),
            ("university", None),
            ("adviser", None),
        )
    )
)


def said(editor, words):
    editor.page.locator(".lp-live", has_text=words).wait_for(state="attached", timeout=3000)


def row(editor, tie_id):
    return editor.page.locator(f'[data-row="{tie_id}"]')


@pytest.fixture
def listed(mount):
    return mount(lambda: NetworkCanvas(DESIGN, view="list", state=STATE, quarter=6))


def test_the_list_says_what_the_picture_shows(listed):
    assert listed.page.locator("[data-row]").count() == len(DESIGN.ties)
    words = row(listed, "trade_fair-1").inner_text()
    for part in ("Trade fairs and exhibitions", "business tie", "distant emerging", "0.20"):
        assert part in words
    assert "lever 0.60, plug 0.02" in words
    assert "knows 1 other contact" in row(listed, "kin-1").inner_text()
    assert listed.page.locator(".lp-picture").is_hidden()


def test_the_list_feeds_ends_reopens_and_removes(listed):
    row(listed, "kin-1").get_by_role("button", name="More effort").click()
    said(listed, "effort 0.25")
    assert listed.widget.venture.tie("kin-1").changes == (Change(6, 0.25),)
    row(listed, "kin-1").get_by_role("button", name="End Family").click()
    said(listed, "ends with quarter 6")
    assert listed.widget.venture.tie("kin-1").end == 6
    row(listed, "kin-1").get_by_role("button", name="Reopen").click()
    said(listed, "stays open")
    assert listed.widget.venture.tie("kin-1").end is None
    row(listed, "kin-1").get_by_role("button", name="Remove").click()
    said(listed, "Removed Family")
    assert [t.id for t in listed.widget.venture.ties] == ["trade_fair-1", "adviser-1"]


def test_the_list_changes_every_field_of_a_tie(listed):
    page, form = listed.page, row(listed, "trade_fair-1").get_by_role("form")
    row(listed, "trade_fair-1").get_by_role("button", name="Trade fairs", exact=False).first.click()
    form.get_by_label("What you call it").fill("Hanover fair")
    form.get_by_label("Where").select_option("developed")
    form.get_by_label("Effort at first").fill("0,15")
    form.get_by_label("From quarter", exact=True).fill("2")
    form.get_by_label("To (or open)").fill("20")
    form.get_by_label("In quarter").fill("9")
    said(listed, "Changed Hanover fair.")
    form.get_by_label("Effort", exact=True).fill("0.05")
    form.get_by_role("button", name="Change").click()
    page.get_by_text("from quarter 9: 0.05").wait_for()
    form.get_by_label("Another contact").select_option("adviser-1")
    form.get_by_role("button", name="Connect").click()
    said(listed, "now know one another")
    assert listed.widget.venture.tie("trade_fair-1") == Tie(
        "trade_fair-1", "trade_fair", 0.15, 2, 20, "developed", (Change(9, 0.05),), "Hanover fair"
    )
    assert ("trade_fair-1", "adviser-1") in listed.widget.venture.links
    form.get_by_role("button", name="Disconnect from Professional adviser").click()
    said(listed, "no longer know one another")
    assert listed.widget.venture.links == DESIGN.links


def test_the_list_adds_and_undoes(listed):
    page = listed.page
    page.get_by_role("button", name="Add a tie").click()
    page.get_by_label("Online community").check()
    page.get_by_role("button", name="Add", exact=True).click()
    said(listed, "Added Online community.")
    assert row(listed, "online_community-1").count() == 1
    page.get_by_role("button", name="Undo").click()
    said(listed, "Undone.")
    assert row(listed, "online_community-1").count() == 0
    assert listed.widget.venture == DESIGN


def test_picture_and_list_show_the_same_ties_after_any_edit(mount):
    editor = mount(lambda: NetworkCanvas(DESIGN))
    editor.page.locator('[data-tie="adviser-1"]').focus()
    editor.page.keyboard.press("Delete")
    said(editor, "Removed")
    drawn = editor.page.locator("[data-tie]:not(.lp-venture)").evaluate_all(
        "(nodes) => nodes.map((node) => node.dataset.tie)"
    )
    editor.page.get_by_role("button", name="List").click()
    rows = editor.page.locator("[data-row]").evaluate_all(
        "(rows) => rows.map((row) => row.dataset.row)"
    )
    assert drawn == rows == ["kin-1", "trade_fair-1"]
    assert editor.widget.view == "list"


@pytest.mark.parametrize("view", ["picture", "list"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1100])
def test_axe_finds_nothing_serious(mount, view, theme, width):
    editor = mount(
        lambda: NetworkCanvas(DESIGN, view=view, state=STATE, quarter=6),
        viewport={"width": width, "height": 900},
    )
    editor.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    editor.page.get_by_role("button", name="Add a tie").click()
    assert examine(editor.page) == []
    if view == "picture":
        editor.page.locator('[data-tie="kin-1"]').click()
        assert examine(editor.page) == []


def test_a_narrow_screen_needs_no_sideways_scrolling_even_with_thirty_ties(mount):
    editor = mount(lambda: NetworkCanvas(CROWD), viewport={"width": 390, "height": 800})
    wide = "document.documentElement.scrollWidth"
    assert editor.page.evaluate(wide) <= 390
    boxes = [node.bounding_box() for node in editor.page.locator(".lp-node .lp-body").all()]
    assert len(boxes) == 30
    assert all(0 <= b["x"] and b["x"] + b["width"] <= 390 for b in boxes)
    centres = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes]
    gaps = [
        ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
        for i, (ax, ay) in enumerate(centres)
        for bx, by in centres[:i]
    ]
    assert min(gaps) > 24  # each can be hit on its own


def test_touch_drags_a_contact_and_opens_its_actions(mount):
    editor = mount(
        lambda: NetworkCanvas(DESIGN),
        own={"has_touch": True, "is_mobile": True},
        viewport={"width": 390, "height": 800},
    )
    node = editor.page.locator('[data-tie="kin-1"] .lp-body')
    box = node.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = editor.page.context.new_cdp_session(editor.page)

    def finger(kind, *points):
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": px, "y": py} for px, py in points]},
        )

    finger("touchStart", (x, y))
    finger("touchMove", (x + 20, y + 20))
    finger("touchMove", (x + 30, y + 50))
    finger("touchEnd")
    said(editor, "Moved Family")
    moved = node.bounding_box()
    assert moved["y"] - box["y"] == pytest.approx(50, abs=3)
    editor.page.wait_for_timeout(300)  # a faster second touch would be half of a double tap
    node.tap()
    editor.page.get_by_role("toolbar").get_by_role("button", name="More effort").tap()
    said(editor, "effort 0.25")
    assert editor.widget.venture.tie("kin-1").effort == 0.25


def test_the_theme_follows_the_host(mount):
    editor = mount(lambda: NetworkCanvas(DESIGN), color_scheme="dark")
    theme = "document.querySelector('.lp-canvas').dataset.lpTheme"
    assert editor.page.evaluate(theme) == "dark"
    editor.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    editor.page.wait_for_function(f"{theme} === 'light'")
    editor.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    editor.page.wait_for_function(f"{theme} === 'dark'")


def test_nothing_moves_by_itself_for_those_who_want_no_motion(mount):
    editor = mount(lambda: NetworkCanvas(DESIGN), reduced_motion="reduce")
    duration = "getComputedStyle(document.querySelector('.lp-edge')).transitionDuration"
    assert editor.page.evaluate(duration) == "0s"


def test_a_view_that_is_closed_leaves_nothing_behind(mount):
    editor = mount(lambda: NetworkCanvas(DESIGN))
    editor.page.evaluate("unmount()")
    left = editor.page.evaluate("[...model.heard.values()].reduce((sum, set) => sum + set.size, 0)")
    assert left == 0
