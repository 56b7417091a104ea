"""The board of a league: what is pasted is judged, kept, saved and opened again, or refused."""

from __future__ import annotations

import json

import pytest
from accessibility import examine
from leverplug import Tie, ValidationError, Venture, portfolios, record
from leverplug.league import League, from_text, judge
from leverplug.league.judging import Results
from leverplug.widgets import LeagueBoard
from leverplug.widgets.league.league_board import STANDING
from posters import poster_of

EVIL = "<img src=x onerror=alert(1)>"
DESIGN = Venture(ties=(Tie("fair-1", "trade_fair", 0.4, region="emerging", label=EVIL),))
FIRST = (
    f"Herons: {record.code(portfolios.standard())}\nOtters: {record.code(portfolios.holistic())}"
)
RUNS = 40


@pytest.fixture
def board() -> LeagueBoard:
    return LeagueBoard(League((FIRST,)), runs=RUNS)


def ask(board: LeagueBoard, **message: object) -> None:
    board._receive(board, message, [])


def test_the_rows_are_those_of_the_league(board):
    found = judge(League((FIRST,)), Results(RUNS)).rounds[0]
    rows = board.shown_rounds[0]["rows"]
    assert [row["team"] for row in rows] == [row.stand.team for row in found.rows]
    assert [row["value"] for row in rows] == [f"{row.value:,}" for row in found.rows]
    assert [row["note"] for row in rows] == ["first design"] * 2
    assert board.shown_rounds[0]["verdict"] == found.verdict


def test_a_round_is_handed_in_and_another_added(board):
    ask(board, type="add")
    assert board.shown == 1
    ask(board, type="hand in", number=1, text="Herons: absent")
    rows = {row["team"]: (row["words"], row["note"]) for row in board.shown_rounds[1]["rows"]}
    assert rows == {
        "Herons": ("set design", "absent"), "Otters": ("last design stands", "no new design"),
    }  # fmt: skip
    assert len(board.standing) == 2
    for _ in range(9):
        ask(board, type="add")
    assert len(board.texts) == 6


def test_rules_change_and_what_cannot_be_is_refused_in_words(board):
    ask(board, type="rule", name="luck", value=9)
    assert (board.settings["luck"], board.shown_rounds[0]["seed"]) == (9, 9)
    for name, value in (("budget", "many"), ("luck", -1), ("goal", "fame"), ("rounds", []),
                        ("base", "AAAA"), ("base", 7), ("new_luck", "yes")):  # fmt: skip
        before = dict(board.settings)
        ask(board, type="rule", name=name, value=value)
        assert board.refused, name
        assert board.settings == before
    ask(board, type="rule", name="budget", value=5)
    assert board.refused == ""


@pytest.mark.parametrize(
    "message",
    [{}, {"type": "fly"}, {"type": "hand in"}, {"type": "hand in", "number": 7, "text": ""},
     {"type": "hand in", "number": "x", "text": ""}, {"type": "rule", "name": "luck"},
     {"type": "save", "kind": "all"}, {"type": "open", "text": "x"}, {"type": ["open"]}],
    ids=range(9),
)  # fmt: skip
def test_no_message_breaks_the_board(board, message):
    before = board.texts
    board._receive(board, message, [])
    assert board.refused
    assert board.texts == before


def test_the_league_is_kept_and_comes_back(board):
    ask(board, type="add")
    ask(board, type="rule", name="goal", value="born_global")
    board.shown = STANDING
    again = LeagueBoard(runs=RUNS)
    again.live_state = board.live_state
    assert again.league == board.league
    assert again.shown == STANDING
    assert again.live_state == board.live_state


DAMAGED = ["nonsense", "{}", "[]", '{"league":1,"shown":0}', '{"league":"x","shown":0}', "null",
           json.dumps({"league": "Levers and Plugs: a league\nluck: 1e9", "shown": 0}),
           json.dumps({"league": "Levers and Plugs: a league", "shown": "x"})]  # fmt: skip


@pytest.mark.parametrize("state", DAMAGED)
def test_damaged_state_is_refused_and_changes_nothing(board, state):
    before = board.live_state
    with pytest.raises(ValidationError):
        board.live_state = state
    assert board.live_state == before
    assert board.league == League((FIRST,))


def test_a_shown_round_that_is_not_there_is_the_first(board):
    board.shown = 17
    assert board.shown == 0
    state = json.loads(board.live_state) | {"shown": 99}
    board.live_state = json.dumps(state)
    assert board.shown == 0


def test_the_file_that_is_saved_opens_again(board):
    ask(board, type="save", kind="league")
    saved = board.file["text"]
    assert from_text(saved) == board.league
    ask(board, type="clear")
    assert board.shown_rounds[0]["rows"] == []
    ask(board, type="open", text=saved)
    assert board.league == League((FIRST,))
    ask(board, type="save", kind="table")
    assert board.file["name"] == "league-board.csv"
    assert board.file["number"] == 2


def test_the_poster_names_teams_as_text():
    board = LeagueBoard(League((f"{EVIL}: kin 10%",)), runs=RUNS)
    poster = poster_of(board)
    assert "<img" not in poster
    assert "&lt;img" in poster
    assert "no designs yet" in poster_of(LeagueBoard(runs=RUNS))


# --- in a browser ------------------------------------------------------------------------


@pytest.fixture
def page(mount):
    return mount(lambda: LeagueBoard(runs=RUNS))


def cells(page, column: int) -> list[str]:
    rows = page.page.locator("tbody tr")
    return [row.locator("td, th").nth(column).inner_text() for row in rows.all()]


@pytest.mark.browser
def test_codes_are_pasted_judged_and_shown_as_text(page):
    labelled = record.code(DESIGN)
    page.page.get_by_label("One line for each team").fill(f"{FIRST}\n{EVIL}: {labelled}\nX")
    page.page.get_by_role("button", name="Judge the round").click()
    page.page.get_by_role("table").wait_for()
    assert EVIL in cells(page, 1)
    assert page.page.locator("img").count() == 0
    remarks = page.page.locator(".lp-remarks li").all_inner_texts()
    assert remarks == [
        "Line 4 was left out: write the team, a colon and its code (it is “X”)."]  # fmt: skip
    assert page.errors == []


@pytest.mark.browser
def test_tabs_are_moved_through_by_keys_and_lead_to_the_standing(page):
    page.widget.hand_in(0, FIRST)
    page.widget.add_round()
    page.push()
    second = page.page.get_by_role("tab", name="Round 2")
    second.focus()
    page.page.keyboard.press("ArrowRight")
    page.until(lambda: page.widget.shown == STANDING)
    focused = page.page.evaluate("document.activeElement.textContent")
    assert focused == "Standing"
    assert page.page.get_by_role("tabpanel").locator("caption").inner_text() == (
        "Standing over all rounds, in points"
    )
    page.page.keyboard.press("ArrowRight")
    page.until(lambda: page.widget.shown == 0)
    page.page.keyboard.press("End")
    page.until(lambda: page.widget.shown == STANDING)


@pytest.mark.browser
def test_what_changed_is_folded_behind_its_number(page):
    design = portfolios.standard()
    more = design.with_link("fair-1", "distributor-1")
    page.widget.hand_in(0, f"A: {record.code(design)}")
    page.widget.add_round()
    page.widget.hand_in(1, f"A: {record.code(more)}")
    page.push()
    page.page.locator("tbody summary").click()
    (words,) = page.page.locator("tbody li").all_inner_texts()
    assert words.startswith("linked: your distributor or agent (distributor-1)")


@pytest.mark.browser
def test_a_rule_that_cannot_be_is_said_and_a_good_one_is_taken(page):
    page.page.get_by_text("Rules of this league").click()
    field = page.page.get_by_label("Changes allowed")
    field.fill("many")
    field.blur()
    page.page.get_by_text("Not done: budget is 'many'").wait_for()
    field.fill("5")
    field.blur()
    page.until(lambda: page.widget.settings["budget"] == 5)
    page.page.get_by_text("Not done").wait_for(state="hidden")


@pytest.mark.browser
def test_the_league_is_saved_as_a_file_and_opened_from_it(page):
    page.widget.hand_in(0, FIRST)
    page.push()
    with page.page.expect_download() as saving:
        page.page.get_by_role("button", name="Save the league").click()
    text = saving.value.path().read_text(encoding="utf-8")
    assert from_text(text).rounds == (FIRST,)
    clear = page.page.get_by_role("button", name="Clear all rounds")
    clear.click()
    assert page.widget.texts == [FIRST]  # asked once more
    page.page.get_by_role("button", name="Press again").click()
    page.until(lambda: page.widget.texts == [""])
    file = {"name": "league.txt", "mimeType": "text/plain", "buffer": text.encode()}
    page.page.get_by_label("Open a saved league").set_input_files(file)
    page.until(lambda: page.widget.texts == [FIRST])
    page.page.get_by_label("Open a saved league").set_input_files({**file, "buffer": b"film"})
    page.page.get_by_text("Not done: file is 'film'").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_the_board(mount, scheme, width):
    texts = (f"{FIRST}\nC: AAAA", "Herons: absent")
    page = mount(lambda: LeagueBoard(League(texts), runs=RUNS),
                 viewport={"width": width, "height": 900})  # fmt: skip
    page.page.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
    page.page.locator(f".lp-league[data-lp-theme={scheme}]").wait_for()
    for name in ("Round 1", "Standing"):
        page.page.get_by_role("tab", name=name).click()
        assert examine(page.page) == []
        assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []
