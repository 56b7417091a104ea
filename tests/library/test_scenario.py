"""A scenario travels in a link and comes back as it was; a wrong one is refused in words."""

import re
import zlib
from dataclasses import replace
from itertools import product

import pytest
from designs import KINDS, shares, texts, ventures
from hypothesis import example, given
from hypothesis import strategies as st
from leverplug import record
from leverplug.model.history import SHOCKS, Shock
from leverplug.record import RecordError, packing, scenario, scenario_code
from leverplug.record.scenario import Scenario, ScenarioShock
from leverplug.venture import Capabilities, Change, Firm, Founder, Tie, ValidationError, Venture

DESIGN = Venture(
    Firm("high_tech", 0.1),
    Founder(0.8, 1.2),
    ties=(
        Tie("colleagues-1", "colleagues", 0.2),
        Tie("kin-1", "kin", 0.1, end=12),
        Tie("distributor-1", "distributor", 0.15, start=5, region="close"),
        Tie("trade_fair-1", "trade_fair", 0.1, region="developed", changes=(Change(9, 0.05),)),
    ),
    name="Northlight",
)
FULL = Scenario(
    "venture",
    "Two partners, one of them leaves",
    "Build for ten years.\nThen defend the weakest point.",
    "Of 100 runs, how many are born global?",
    {"home_market": 0.15, "luck": 20261201, "sector": "high_tech"},
    ("home_market", "luck"),
    ("trajectory", "result"),
    0.85,
    ScenarioShock(9, "lost", "distributor"),
    "Team Ærø",
    DESIGN,
)
PAGE = "https://example.org/levers/book/strategy/build_your_venture.html"
LONGEST_PAGE = f"https://learning.example-university.edu/courses/{'x' * 67}.html"
# What instructors may write, near the longest that there is room for.
TASKS = [
    "Your cousin offers to run the export office for nothing, and a rival has just signed an agent "
    "in Rotterdam. Decide who gets your hours in the first two years. Each change you make later "
    "has to be defended in front of the board, so keep notes. Nobody may spend more than the "
    "others.",
    "Imagine that the bank reviews your loan after eight quarters and wants to see customers "
    "outside the country. Which acquaintances would you phone first? Set the network up, say aloud "
    "why you trust it, swap screens with your neighbour, and only afterwards look at what became "
    "of it.",
    "The ministry pays half of a stand at one exhibition if you promise to report on it. Some of "
    "you take the money, others do not. Find out, for this company and this luck, whether the "
    "stand was worth the evenings it cost, and bring two numbers and one doubt to the seminar on "
    "Thursday.",
    "Rebuild the network of a company you know from the press, as well as the kit lets you. Where "
    "it has no word for a relationship, choose the nearest and note what gets lost. The best "
    "caricature wins; the worst must be explained by whoever drew it. Bring sources for three of "
    "your ties.",
]
QUESTIONS = [
    "After all that has been said in class: in how many of one hundred lives does it work out "
    "within three years of founding?",
    "How many of 100 such companies would you expect to sell a quarter of their output abroad "
    "before their third birthday?",
]
TITLES = ["Exporting instruments: evenings, exhibitions and cousins", "When the agent walks out"]
SETTINGS = {
    "sector": "high_tech", "home_market": 0.15, "experience": 0.85, "obligation": 1.3,
    "search": 0.05, "learning": 0.15, "pruning": 0.35, "luck": 987654321,
}  # fmt: skip


@st.composite
def scenarios(draw):
    small = Scenario(
        draw(st.sampled_from(["giant", "choose_exit"]) | texts(20, 1)),
        draw(texts(20, 1)),
        draw(texts(30).map(lambda text: f"{text}\nand {text}")),
        draw(texts(20)),
        draw(st.dictionaries(st.sampled_from(["luck", "exit"]) | texts(10, 1), st.booleans()
             | st.integers(-9, 9**9) | shares(5) | texts(10), max_size=4)),
        tuple(draw(st.lists(texts(10, 1), max_size=3, unique=True))),
        tuple(draw(st.lists(st.sampled_from(["pictures", "result"]), unique=True))),
        team=draw(texts(10)),
    )  # fmt: skip
    if draw(st.booleans()):
        return replace(small, lab="a-lab" if small.lab == "venture" else small.lab)
    shock = st.builds(
        ScenarioShock, st.integers(1, 40), st.sampled_from(SHOCKS), st.sampled_from(KINDS)
    )
    design = draw(st.none() | ventures(2))
    most = 0.0 if design is None else float(design.effort().max())
    budget = draw(st.none() | st.floats(min(most, 1.0), 1.0))
    return replace(small, lab="venture", shock=draw(st.none() | shock), budget=budget,
                   design=design)  # fmt: skip


@given(scenarios())
@example(FULL)
def test_a_code_gives_back_the_same_scenario(given_one):
    code = scenario.code(given_one)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", code)
    assert scenario.from_code(code) == given_one
    assert scenario.is_code(code)
    assert scenario.read(f"{PAGE}?lang=en&v={code}#lab") == given_one


def test_full_scenarios_of_a_course_fit_into_a_link_with_a_long_address():
    assert len(LONGEST_PAGE) == scenario.LONGEST_ADDRESS
    lengths = {}
    for task, question, title in product(TASKS, QUESTIONS, TITLES):
        assert 280 <= len(task) <= scenario.LONGEST_TASK
        full = replace(
            FULL, title=title, task=task, question=question, settings=SETTINGS,
            locked=("sector", "home_market", "luck"), team="Team Copenhagen Business",
            budget=0.85,
        )  # fmt: skip
        lengths[task, question, title] = len(scenario.link(LONGEST_PAGE, full))
    assert max(lengths.values()) <= scenario.LONGEST_LINK


def test_a_link_that_is_too_long_says_by_how_much_and_what_to_shorten():
    script = "".join(chr(0x4E00 + 37 * n % 20000) for n in range(300))
    long = replace(FULL, task=script)
    with pytest.raises(RecordError) as caught:
        scenario.link(PAGE, long)
    many = int(re.search(r"it has (\d+) characters too many", str(caught.value))[1])
    assert "shorten the task (300), the question (38), the title (32)" in str(caught.value)
    assert "fewer ties (it has 4)" in str(caught.value)
    # Of such a script a character takes at most four of the link's: so much less, and it fits.
    shorter = replace(FULL, task=script[: 300 - many // 2])
    assert len(scenario.link(PAGE, shorter)) <= scenario.LONGEST_LINK


def test_an_address_loses_what_stands_behind_it_and_has_to_be_a_full_one():
    link = scenario.link(f" {PAGE}?v=old#live-venture-lab ", FULL)
    assert link == f"{PAGE}?v={scenario.code(FULL)}"
    assert scenario.link("file:///home/me/book/page.html", FULL).startswith("file:///home")
    for wrong in ("", "example.org/book", "//x/y", "https://", "https://ex ample.org", "a" * 99,
                  "https://[", 'https://e.org/"><b>', None):  # fmt: skip
        with pytest.raises(RecordError, match="give the full address"):
            scenario.link(wrong, FULL)
    with pytest.raises(RecordError, match="it has 1 characters too many"):
        scenario.link(f"{LONGEST_PAGE}x", FULL)


def test_ventures_and_scenarios_are_told_apart_and_say_where_they_belong():
    venture = record.code(DESIGN, 7)
    assert not scenario.is_code(venture)
    with pytest.raises(RecordError, match="open it in the venture lab: it is a venture's"):
        scenario.from_code(venture)
    with pytest.raises(RecordError, match="open its link in the book: it is a scenario's"):
        record.from_code(scenario.code(FULL))


def test_any_letter_lost_or_changed_is_noticed():
    code = scenario.code(FULL)
    for place in range(len(code)):
        other = "A" if code[place] != "A" else "B"
        for wrong in (code[:place], code[:place] + code[place + 1 :],
                      code[:place] + other + code[place + 1 :]):  # fmt: skip
            with pytest.raises(RecordError):
                scenario.from_code(wrong)
    with pytest.raises(RecordError, match="copy the whole link again: it is not complete"):
        scenario.from_code(code[:-8])


def test_a_code_of_a_later_version_says_so():
    newer = packing.seal(scenario_code.MARK + 2, scenario_code.pack(FULL))
    assert scenario.is_code(newer)
    with pytest.raises(RecordError, match=r"version of the scenario is 2: .* up to 1"):
        scenario.from_code(newer)


@given(st.binary(max_size=600), st.sampled_from([128, 129, 130, 255]))
def test_whatever_a_stranger_seals_is_opened_or_refused(content, byte):
    text = packing.seal(byte, int.from_bytes(b"\1" + content))
    try:
        opened = scenario.from_code(text[: scenario.LONGEST_LINK])
    except RecordError:
        return
    assert isinstance(opened, Scenario)


def test_a_text_that_swells_when_it_is_opened_is_refused_early():
    packer = zlib.compressobj(9, wbits=-15, zdict=scenario_code._WORDS)
    bomb = packer.compress(b"a" * 400_000) + packer.flush()
    whole = packing.Packer()
    for number in (1, 0, 0, 0):  # the lab; no setting, lock or hidden part
        whole.natural(number)
    whole.number(0, 2)
    whole.number(0, 2)
    scenario_code._pack_bytes(whole, b"")
    scenario_code._pack_bytes(whole, bomb)
    with pytest.raises(RecordError, match="its texts are too long"):
        scenario.from_code(packing.seal(scenario_code.MARK + 1, whole.packed()))
    with pytest.raises(RecordError, match="it may have 700 bytes"):
        scenario.from_code("g" * 100_000)


WRONG = [
    ({"title": ""}, "title"), ({"title": "x" * 61}, "1 too many"), ({"task": "x" * 310}, "10 too"),
    ({"question": "x" * 121}, "question"), ({"team": "x" * 31}, "team"), ({"title": "a\nb"}, "see"),
    ({"task": "a\u202eb"}, "seen"), ({"lab": ""}, "lab"), ({"settings": {"luck": float("nan")}},
    "finite"), ({"settings": {"luck": None}}, "finite"), ({"settings": {"": 1}}, "settings"),
    ({"settings": dict.fromkeys(map(str, range(21)), 1)}, "at most 20"), ({"locked": "luck"},
    "list"), ({"locked": ("a", "a")}, "once"), ({"hidden": tuple("abcdefghijk")}, "at most 10"),
    ({"budget": 1.1}, "from 0 to 1"), ({"budget": True}, "from 0 to 1"), ({"budget": 0.3},
    "in this scenario effort must sum to at most 0.30"), ({"shock": (9, "lost", "kin")},
    "ScenarioShock"), ({"design": "AQ"}, "Venture"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_what_cannot_be_kept_is_refused_with_a_remedy(changed, said):
    with pytest.raises(RecordError, match=said):
        replace(FULL, **changed)


def test_only_the_venture_lab_has_a_budget_a_shock_and_a_design():
    for name in ("budget", "shock", "design"):
        with pytest.raises(RecordError, match="the lab “giant” has none"):
            Scenario("giant", "No", **{name: getattr(FULL, name)})


@pytest.mark.parametrize(
    "wrong", [(0, "lost", "kin"), (41, "lost", "kin"), (True, "lost", "kin"), (9, "bang", "kin"),
              (9, "lost", "uncle")]
)  # fmt: skip
def test_a_shock_that_cannot_happen_is_refused(wrong):
    with pytest.raises(RecordError, match="shock"):
        ScenarioShock(*wrong)


def test_a_shock_strikes_every_tie_of_its_kind_and_no_other():
    two = DESIGN.with_tie(Tie("second", "distributor", 0.05, region="emerging"))
    assert scenario.shocks(FULL, two) == (Shock(9, "distributor-1"), Shock(9, "second"))
    assert scenario.shocks(FULL, DESIGN.without_tie("distributor-1")) == ()
    assert scenario.shocks(replace(FULL, shock=None), two) == ()


def test_a_design_over_the_budget_is_refused_with_the_quarter_and_what_fills_it():
    greedy = replace(DESIGN, capabilities=Capabilities(0.4, 0.05))
    with pytest.raises(ValidationError, match=r"at most 0\.85 .* quarter 5 has 1\.00 .*kin-1 0\.1"):
        scenario.check_budget(FULL, greedy)
    scenario.check_budget(replace(FULL, budget=None, design=None), greedy)
