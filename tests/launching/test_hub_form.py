"""The form for a hub's link: right links, clear refusals, nothing sent, nothing run."""

from urllib.parse import parse_qs, urlsplit

import pytest
from launching import hub_form, ladder
from launching.menu import STYLE
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

GROUPS = (
    ("Chapters", [("book/index.ipynb", "Levers & Plugs"), ("book/a.ipynb", "<b>A</b>")]),
    ("Assignments", [("assignments/01_clean_a_literature.ipynb", "Clean a literature")]),
)
REPOSITORY = "https://github.com/owner/kit"


@pytest.fixture(scope="module")
def tab(browser: Browser):
    """Where requests are written down and go nowhere."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.asked = []
    opened.route("**/*", lambda route: (opened.asked.append(route.request.url), route.abort()))
    yield opened
    context.close()


@pytest.fixture
def page(tab: Page):
    """A page with nothing but the form, its style and its script."""
    tab.set_content(
        f"<!doctype html><title>Form</title><style>{STYLE.read_text()}</style>"
        + hub_form.form(GROUPS, REPOSITORY, "notebooks")
        + f"<script>{hub_form.SCRIPT.read_text()}</script>"
    )
    yield tab
    assert tab.asked == []


def make(page: Page, **typed: str) -> None:
    for name, value in typed.items():
        page.locator(f"#hub-form-{name}").fill(value)
    page.get_by_role("button", name="Make the link").click()


def link(page: Page) -> str:
    return page.locator(".made a").get_attribute("href")


@pytest.mark.parametrize(
    "typed",
    [
        "https://hub.example.org",
        "  https://hub.example.org/  ",
        "https://hub.example.org/hub/home",
        "https://hub.example.org/hub/login?next=%2Fhub%2F",
        "https://hub.example.org/user/amara/lab/tree/x.ipynb",
        "https://hub.example.org/hub",
    ],
)
def test_whatever_page_of_the_hub_is_pasted_the_link_is_the_same(page: Page, typed: str):
    make(page, hub=typed)
    assert link(page) == ladder.Repository(REPOSITORY, "notebooks").hub(
        "https://hub.example.org", "book/index.ipynb"
    )
    assert page.locator(".made a").inner_text() == link(page)


def test_a_hub_below_a_path_keeps_its_path(page: Page):
    make(page, hub="https://example.org/jupyter/hub/home")
    assert link(page).startswith("https://example.org/jupyter/hub/user-redirect/git-pull?")


def test_an_assignment_on_an_own_copy_and_branch(page: Page):
    page.get_by_label("Opens").select_option(label="Clean a literature")
    make(
        page,
        hub="http://localhost:8000",
        repo="https://git.example.org/team/my kit.git/",
        branch="autumn/2026",
    )
    parts = urlsplit(link(page))
    assert parts.netloc == "localhost:8000"
    assert parse_qs(parts.query) == {
        "repo": ["https://git.example.org/team/my%20kit"],
        "urlpath": ["lab/tree/my%20kit/assignments/01_clean_a_literature.ipynb"],
        "branch": ["autumn/2026"],
    }


def test_the_address_of_a_page_of_the_repository_will_do(page: Page):
    make(page, hub="https://hub.example.org", repo=f"{REPOSITORY}/tree/notebooks")
    assert parse_qs(urlsplit(link(page)).query)["repo"] == [REPOSITORY]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("hub", "", "Type the address of the hub"),
        ("hub", "hub.example.org", "“hub.example.org” is not the address of the hub"),
        ("hub", "javascript:alert(1)", "has to begin with https:// or http://, not “javascript:”"),
        ("hub", "file:///etc/passwd", "has to begin with https:// or http://"),
        ("hub", "https://amara:secret@hub.example.org", "Leave name and password out"),
        ("repo", "", "Type the address of the repository"),
        ("repo", "https://github.com/owner", "must name its owner and itself"),
        ("repo", "git@github.com:owner/kit.git", "is not the address of the repository"),
        ("branch", "a b", "A branch is named by letters"),
        ("branch", "--upload-pack=x", "A branch is named by letters"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words_at_its_field(page, field, typed, said):
    make(page, **{"hub": "https://hub.example.org", field: typed})
    box = page.locator(f"#hub-form-{field}")
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".made a")).to_have_count(0)
    assert "hub-form-problem" in box.get_attribute("aria-describedby")


def test_what_is_typed_is_shown_as_text_and_never_run(page: Page):
    page.evaluate("window.run = 0")
    make(page, hub="<img src=x onerror='window.run = 1'>")
    expect(page.get_by_role("alert")).to_contain_text("<img src=x")
    make(page, hub="https://hub.example.org/<script>window.run = 1</script>")
    assert "<" not in link(page)
    assert page.evaluate("window.run") == 0
    assert page.locator(".hub-form img, .hub-form script").count() == 0


def test_a_change_takes_the_old_link_away_and_a_mended_field_is_right_again(page: Page):
    make(page, hub="hub")
    make(page, hub="https://hub.example.org")
    expect(page.get_by_role("alert")).to_be_empty()
    assert page.locator("[aria-invalid]").count() == 0
    page.locator("#hub-form-hub").fill("https://other.example.org")
    expect(page.locator(".made a")).to_have_count(0)


def test_the_form_works_from_the_keyboard_and_fits_a_phone(page: Page):
    page.locator("#hub-form-hub").focus()
    page.keyboard.type("https://hub.example.org")
    page.keyboard.press("Enter")
    expect(page.locator(".made a")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_titles_and_addresses_are_escaped_in_the_page():
    shown = hub_form.form(GROUPS, '"><script>', "a")
    assert "<b>A" not in shown
    assert "<script>" not in shown
    assert "Levers &amp; Plugs" in shown
