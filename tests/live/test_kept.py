"""What readers set, keep, type and share is read with care; what cannot be read is said."""

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from lab import Lab
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

KEY = "livepages:/some/book/_static/livepages/:Live pages/kept:"
IS_KEPT = "([key, text]) => localStorage.getItem(key) === text"
UNREADABLE = "cannot be read, so it starts afresh"
DEEP = "[" * 5000 + "]" * 5000
BAD = [  # of the lab that looks after its own state
    "{}", '{"one": 5}', '{"one": NaN, "two": 3}', '{"one": 5, "two": 1e999}',
    '{"one": 5, "two": "x"}',
    "[]", "{", DEEP, '{"one": 5, "two": ' + DEEP + "}", "x" * 1_000_001,
]  # fmt: skip


def keep(cell: str, text: str) -> str:
    """A script that keeps a text for a lab, unless something is kept for it."""
    key = json.dumps(KEY + cell)
    return f"localStorage.getItem({key}) ?? localStorage.setItem({key}, {json.dumps(text)})"


def kept(lab: Lab, cell: str) -> str | None:
    return lab.page.evaluate("key => localStorage.getItem(key)", KEY + cell)


def numbers(lab: Lab) -> list[str]:
    """What is shown beside the sliders of a lab."""
    return lab.view.locator(".widget-readout").all_text_contents()


def move(lab: Lab, key: str = "ArrowRight") -> None:
    lab.view.get_by_role("slider").first.press(key)


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_what_cannot_be_read_is_said_and_stays_until_the_reader_changes_something(
    open_lab: Callable, text: str
) -> None:
    lab = open_lab("kept", "pair", before=keep("pair", text)).wait()
    expect(lab.box.get_by_text(UNREADABLE)).to_be_visible()
    assert numbers(lab) == ["1", "2"]
    expect(lab.view.get_by_text("A pair", exact=True)).to_have_count(1)  # not of two runs
    assert kept(lab, "pair") == text
    expect(lab.box.get_by_role("button", name="Copy link")).to_be_hidden()
    move(lab)
    expect(lab.box.get_by_text(UNREADABLE)).to_have_count(0)
    lab.page.wait_for_function(IS_KEPT, arg=[KEY + "pair", '{"one": 2, "two": 2}'])


def test_controls_that_were_kept_of_another_edition_are_said_too(open_lab: Callable) -> None:
    for text in ('{"0": "x"}', '{"1": [1]}', '{"0": NaN}', "[0]", DEEP):
        lab = open_lab("kept", "controls", before=f"localStorage.clear(); {keep('controls', text)}")
        lab.wait()
        expect(lab.box.get_by_text(UNREADABLE)).to_be_visible()
        assert numbers(lab) == ["30%", "10% – 30%", "3"], text


def test_what_the_site_keeps_and_no_widget_can_take_is_left_out(open_lab: Callable) -> None:
    broken = "localStorage.setItem('demo/kept', 'broken');"
    lab = open_lab("kept", "pair", before=broken + keep("pair", '{"one": 5, "two": 6}')).wait()
    expect(lab.box.get_by_text("opens without it")).to_be_visible()
    assert numbers(lab) == ["5", "6"]


def test_what_was_kept_by_place_before_a_lab_had_its_name_is_taken_over(open_lab: Callable) -> None:
    old = """localStorage.setItem('livepages:Live pages/kept:cell-1', '{"one": 7, "two": 8}')"""
    lab = open_lab("kept", "pair", before=old).wait()
    assert numbers(lab) == ["7", "8"]
    lab = open_lab("kept", "pair", fragment="#live=cell-1:" + quote('{"one": 3, "two": 4}')).wait()
    assert numbers(lab) == ["3", "4"]


# --- links ----------------------------------------------------------------------------------------


def test_a_link_is_taken_once_and_then_the_readers_settings_count(open_lab: Callable) -> None:
    link = "#live=pair:" + quote('{"one": 5, "two": 6}')
    lab = open_lab("kept", "pair", fragment=link, height=300)
    lab.page.wait_for_function(
        "document.querySelector('[data-live-state=live]')"
    )  # not scrolled to
    assert numbers(lab) == ["5", "6"]
    assert "#" not in lab.page.url
    lab.page.reload()
    assert numbers(lab.wait()) == ["5", "6"]
    move(lab)
    expect(lab.view.locator(".widget-readout").first).to_have_text("6")
    moved = '{"one": 6, "two": 6}'
    lab.page.wait_for_function(IS_KEPT, arg=[KEY + "pair", moved])  # the number moves before that
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab.box.get_by_role("button", name="Copy link").click()
    expect(lab.box.get_by_role("button", name="Copied")).to_be_visible()
    copied = lab.page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("#live=pair:" + quote(moved))
    lab.page.reload()
    assert numbers(lab.wait()) == ["6", "6"]


def test_looking_at_a_link_leaves_what_the_reader_had(open_lab: Callable) -> None:
    own = '{"one": 3, "two": 4}'
    lab = open_lab(
        "kept",
        "pair",
        before=keep("pair", own),
        fragment="#live=pair:" + quote('{"one": 5, "two": 6}'),
    )
    assert numbers(lab.wait()) == ["5", "6"]
    assert kept(lab, "pair") == own
    assert numbers(open_lab("kept", "pair").wait()) == ["3", "4"]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("#live=pair:%7B%2", "was cut off on its way"),
        ("#live=pair:%E2%82", "was cut off on its way"),
        ("#live=pair", "was cut off on its way"),
        ("#live=p%:9", "was cut off on its way"),
        ("#live=pears:9", "names a lab that this page does not have"),
        ("#live=pair:" + quote('{"one": 5, "tw'), "settings in this link cannot be read"),
        ("#live=pair:" + quote(DEEP), "settings in this link cannot be read"),
    ],
)
def test_a_link_that_cannot_be_read_is_refused_in_words_and_the_lab_opens_as_usual(
    open_lab: Callable, link: str, words: str
) -> None:
    lab = open_lab(
        "kept", "pair", fragment=link, before=keep("pair", '{"one": 3, "two": 4}')
    ).wait()
    expect(lab.page.get_by_text(words)).to_be_visible()
    expect(lab.page.get_by_text(UNREADABLE)).to_have_count(0)
    assert numbers(lab) == ["3", "4"]


def test_a_link_that_is_opened_in_the_page_itself_is_followed(open_lab: Callable) -> None:
    lab = open_lab("kept", "pair").wait()
    lab.page.evaluate(
        "location.hash = '#live=pair:' + encodeURIComponent('{\"one\": 8, \"two\": 9}')"
    )
    lab.page.wait_for_function("!location.hash && document.querySelector('[data-live-state=live]')")
    assert numbers(lab) == ["8", "9"]


# --- numbers beside a slider ----------------------------------------------------------------------


@pytest.fixture
def typed(open_lab: Callable) -> Callable[[int, str], str]:
    """Types beside a slider, leaves by the Tab key, and says what stands there then."""
    lab = open_lab("kept", "controls").wait()

    def type_number(place: int, text: str) -> str:
        readout = lab.view.locator(".widget-readout").nth(place)
        readout.fill(text)
        readout.press("Tab")
        slider = lab.view.locator(".widget-slider").nth(place)
        handles = slider.get_by_role("slider").evaluate_all(
            "all => all.map((one) => +(+one.ariaValueText).toFixed(4))"
        )
        words = slider.locator(".livepages-refusal[role=alert]").text_content()
        return f"{readout.text_content()} {handles} {words}".strip()

    return type_number


def test_a_number_is_understood_as_people_type_it(typed: Callable) -> None:
    for text in ("35%", "35", "0,35", "0.35", " 35 % ", ".35"):
        assert typed(0, "10%") == "10% [0.1]", text
        assert typed(0, text) == "35% [0.35]", text
    assert typed(1, "0,2 – 40%") == "20% – 40% [0.2, 0.4]"
    assert typed(2, "12") == "12 [12]"


def test_a_number_that_cannot_be_read_is_refused_in_place(typed: Callable) -> None:
    for place, text, before in [
        (0, "many", "30% [0.3]"), (0, "95%", "30% [0.3]"), (0, "", "30% [0.3]"),
        (1, "30 – 10", "10% – 30% [0.1, 0.3]"), (1, "30", "10% – 30% [0.1, 0.3]"),
        (2, "2.5", "3 [3]"), (2, "101", "3 [3]"),
    ]:  # fmt: skip
        words = typed(place, text)
        assert words.startswith(f"{before} “{text}” is not taken: give "), (text, words)
    assert typed(0, "35%") == "35% [0.35]"  # and the words are gone


# --- work without an end --------------------------------------------------------------------------


def test_after_a_while_of_work_a_lab_can_be_stopped_and_comes_back_as_it_last_worked(
    open_lab: Callable,
) -> None:
    lab = open_lab("kept", "endless").wait()
    lab.page.clock.install()
    for _ in range(7):
        move(lab)
    lab.page.wait_for_function(
        "key => localStorage.getItem(key) === '{\"0\":8}'", arg=KEY + "endless"
    )
    expect(lab.box).to_have_attribute("data-live-busy", "false")
    move(lab)
    expect(lab.box).to_have_attribute("data-live-busy", "true")
    expect(lab.box.get_by_role("button", name="Stop")).to_have_count(0)
    lab.page.clock.fast_forward(10_000)
    lab.box.get_by_role("button", name="Stop").click()
    expect(lab.box.get_by_text("comes back as it last worked")).to_be_visible()
    lab.page.clock.resume()
    lab.wait()
    assert numbers(lab) == ["8"]


def test_a_link_that_asks_for_too_much_can_be_stopped_and_is_not_followed_again(
    open_lab: Callable,
) -> None:
    lab = open_lab(
        "kept",
        "endless",
        before=keep("endless", '{"0":9}'),
        fragment="#live=endless:%7B%220%22%3A9%7D",
    )
    lab.page.clock.install()
    expect(lab.box.get_by_text("Drawing the lab")).to_be_visible(timeout=90_000)
    stop = lab.box.get_by_role("button", name="Stop")
    for _ in range(20):  # Python may have begun with it a moment later
        lab.page.clock.fast_forward(10_000)
        if stop.count():
            break
        lab.page.wait_for_timeout(500)
    stop.click()
    expect(lab.box.get_by_text("back at its start")).to_be_visible()
    lab.page.clock.resume()
    lab.wait()
    assert numbers(lab) == ["1"]
    assert "#" not in lab.page.url
    assert kept(lab, "endless") == '{"0":9}'
