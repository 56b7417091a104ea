"""A timeline names the ties behind an event, found by running the venture without each of them."""

import importlib

import numpy as np
import pytest
from designs import ventures
from hypothesis import given
from leverplug import Capabilities, Tie, ValidationError, Venture, catalogue, simulate
from leverplug.explain.moment import OUTCOMES, Effect, Moment, market_name, tie_name
from leverplug.explain.timeline import timeline
from leverplug.model.history import FIRM_SERIES, LOST, SHOCKS, History, Log, Shock

module = importlib.import_module("leverplug.explain.comparison")
FAIR = Tie("fair-1", "trade_fair", 0.2, region="close", label="Hannover")
KIN = Tie("kin-1", "kin", 0.2)
DESIGN = Venture(ties=(FAIR, KIN))
REGIONS = catalogue.foreign_regions()


def course(*events, served=(), reached=None, ended=None, ties=("fair-1", "kin-1")):
    """One run: events are (quarter, kind, tie, region), markets (region, first, last quarter)."""
    made = {name: np.zeros((40, 1), kind) for name, kind in FIRM_SERIES.items()}
    made["alive"][:] = True
    if ended:
        made["alive"][ended - 1 :] = False
    if reached:
        made["foreign_intensity"][reached - 1 :] = 0.25
    made["knowledge"][:], made["organisational"][:] = 0.21, 0.4
    present = np.zeros((40, 4, 1), bool)
    for region, first, last in served:
        present[first - 1 : last, REGIONS.index(region)] = True
    rows = [
        (q - 1, kind, ties.index(tie) if tie else -1, 0, REGIONS.index(region) if region else -1)
        for q, kind, tie, region in events
    ]
    columns = [np.array(column) for column in zip(*rows, strict=True)] if rows else 5 * [
        np.empty(0, int)]  # fmt: skip
    return History(
        DESIGN, 1, ties, present=present, region_sales=np.zeros((40, 4, 1)), log=Log(*columns),
        **made,
    )  # fmt: skip


@pytest.fixture
def told(monkeypatch):
    """The timeline of given histories: as it was, without fair-1, without kin-1."""

    def tell(as_it_was, without_fair=None, without_kin=None):
        by_ties = {
            ("fair-1", "kin-1"): as_it_was,
            ("kin-1",): without_fair or as_it_was,
            ("fair-1",): without_kin or as_it_was,
        }
        fake = lambda designs, *_, **__: [  # noqa: E731
            by_ties[tuple(t.id for t in design.ties)] for design in designs
        ]
        monkeypatch.setattr(module, "simulate_together", fake)
        return timeline(DESIGN)

    return tell


ENTRY = (9, "entered", None, "close")


@pytest.mark.parametrize(
    ("without", "effects"),
    [
        ([("close", 9, 40)], ()),
        ([("close", 12, 40)], (Effect("fair-1", "later", 12),)),
        ([], (Effect("fair-1", "never"),)),
        ([("close", 4, 40)], (Effect("fair-1", "earlier", 4),)),
        ([("close", 4, 20), ("close", 30, 40)], (Effect("fair-1", "earlier", 4),)),
        # there before, away in quarter 8, back in quarter 9 all the same
        ([("close", 2, 7), ("close", 9, 40)], ()),
        ([("close", 2, 7), ("close", 20, 40)], (Effect("fair-1", "later", 20),)),
    ],
)
def test_an_entry_comes_later_earlier_or_never_without_the_tie_behind_it(told, without, effects):
    moment = told(course(ENTRY, served=[("close", 9, 40)]), course(served=without)).moments[0]
    assert (moment.quarter, moment.kind, moment.region, moment.opens) == (
        9,
        "entered",
        "close",
        True,
    )
    assert moment.effects == effects


def test_an_entry_that_no_tie_is_behind_says_so(told):
    found = told(course(ENTRY, served=[("close", 9, 40)]))
    assert found.sentences() == [
        "Quarter 9: you began to sell in the culturally close market. Without any one of your "
        "ties you would have come there in the same quarter."
    ]


def test_a_market_opened_by_an_opening_is_followed_by_whatever_way_it_is_entered(told):
    found = told(
        course((5, "seized", "fair-1", "close"), served=[("close", 5, 40)]),
        course((11, "entered", None, "close"), served=[("close", 11, 40)], ties=("kin-1",)),
    )
    assert found.moments[0].effects == (Effect("fair-1", "later", 11),)
    assert found.sentences() == [
        "Quarter 5: an opening in the culturally close market, through Hannover (trade fairs and "
        "exhibitions, fair-1), seized: you were ready (knowledge 21 and organisational resources "
        "40 out of 100). Without Hannover (trade fairs and exhibitions, fair-1) you would have "
        "come there only in quarter 11."
    ]


def test_an_opening_in_a_market_already_served_can_be_missed_for_want_of_another_tie(told):
    seized = (5, "seized", "fair-1", "close")
    missed = (5, "missed", "fair-1", None)
    served = [("close", 2, 40)]
    found = told(course(seized, served=served), None, course(missed, served=served))
    assert not found.moments[0].opens
    assert found.moments[0].effects == (Effect("kin-1", "missed instead", 5),)
    back = told(course(missed, served=served), None, course(seized, served=served))
    assert back.moments[0].effects == (Effect("kin-1", "seized instead", 5),)
    gone = told(course(seized, served=served), None, course(served=served))
    assert gone.moments[0].effects == (Effect("kin-1", "never"),)


def test_of_course_nothing_comes_through_a_tie_that_is_not_there(told):
    events = [(5, kind, "fair-1", None) for kind in (*SHOCKS, "pruned", "missed")]
    found = told(course(*events), course(ties=("kin-1",)))
    assert {moment.effects for moment in found.moments} == {()}


@pytest.mark.parametrize(
    ("without", "effects"),
    [
        (course((20, "left", None, "close"), served=[("close", 2, 19)]), ()),
        (course((30, "left", None, "close"), served=[("close", 2, 29)]),
         (Effect("kin-1", "later", 30),)),
        (course(served=[("close", 2, 40)]), (Effect("kin-1", "never"),)),
        (course(), (Effect("kin-1", "absent"),)),
    ],
)  # fmt: skip
def test_leaving_a_market(told, without, effects):
    base = course((20, "left", None, "close"), served=[("close", 2, 19)])
    assert told(base, None, without).moments[0].effects == effects


def test_the_end_of_a_venture(told):
    failed = course((20, "failed", None, None), ended=20)
    sooner = course((12, "failed", None, None), ended=12)
    found = told(failed, course(), sooner)
    assert found.moments[0].effects == (Effect("fair-1", "never"), Effect("kin-1", "earlier", 12))
    assert found.sentences() == [
        "Quarter 20: the cash ran out, and the venture failed. Without Hannover (trade fairs and "
        "exhibitions, fair-1) it would not have happened. Without your family, relatives and "
        "friends (kin-1) it would have happened in quarter 12."
    ]


def test_what_comes_after_the_end_does_not_happen(told):
    base = course(ENTRY, served=[("close", 9, 40)])
    found = told(base, course((6, "failed", None, None), ended=6))
    assert found.moments[0].effects == (Effect("fair-1", "gone", 6),)
    assert found.sentences()[0].endswith("the venture would have ended in quarter 6.")


def test_a_quarter_of_sales_abroad_is_a_moment_too(told):
    found = told(course(reached=10), course(reached=14), course())
    assert [(m.quarter, m.kind) for m in found.moments] == [(10, "reached")]
    assert found.moments[0].effects == (Effect("kin-1", "never"), Effect("fair-1", "later", 14))
    assert "25% of your sales came from abroad" in found.sentences()[0]


def test_moments_come_in_the_order_of_their_quarters(told):
    found = told(
        course(ENTRY, (30, "quarrel", "kin-1", None), served=[("close", 9, 40)], reached=12)
    )
    assert [moment.quarter for moment in found.moments] == [9, 12, 30]


def test_effects_that_matter_most_come_first_and_few_are_named():
    ties = tuple(Tie(f"t{n}", "kin", 0.1) for n in range(6))
    effects = tuple(Effect(f"t{n}", "later", 10 + n) for n in range(5))
    told = Moment(9, "entered", None, "close", True, 0, 0, effects).sentence(Venture(ties=ties))
    assert told.count("Without") == 3
    assert told.endswith("2 more ties changed it too.")


def test_every_kind_of_moment_and_every_effect_has_words():
    for kind in ("seized", "missed", "lost", "quarrel", "refocus", "absorbed", "pruned", "entered",
                 "left", "failed", "reached"):  # fmt: skip
        for outcome in OUTCOMES:
            effect = Effect("kin-1", outcome, 7)
            moment = Moment(5, kind, "fair-1", "close", kind == "entered", 0.2, 0.4, (effect,))
            told = moment.sentence(DESIGN)
            assert told.startswith("Quarter 5: ")
            assert "Without your family, relatives and friends (kin-1) " in told
            assert told.endswith(".")


def test_labels_are_told_as_they_were_written():
    tie = Tie("fair-1", "trade_fair", 0.2, region="close", label="<script>")
    assert tie_name(tie) == "<script> (trade fairs and exhibitions, fair-1)"
    assert market_name("emerging") == "the distant emerging market"


# --- with the model itself ------------------------------------------------------------------------

REAL = Venture(
    capabilities=Capabilities(0.1, 0.1, 0.3),
    ties=(FAIR, KIN, Tie("club-1", "club", 0.1),
          Tie("distributor-1", "distributor", 0.2, 5, region="developed")),
    links=(("kin-1", "club-1"),),
)  # fmt: skip


@pytest.mark.parametrize("run", [0, 3, 17])
def test_every_event_of_the_run_is_in_the_timeline_once(run):
    history = simulate(REAL, run + 1, 1, detail=True)
    found = timeline(REAL, run)
    assert (found.venture, found.seed, found.run) == (REAL, 1, run)
    mine = [(m.quarter, m.kind, m.tie_id, m.region) for m in found.moments if m.kind != "reached"]
    assert mine == [(e.quarter, e.kind, e.tie_id, e.region) for e in history.events(run)]
    assert len(found.sentences()) == len(found.moments)


@given(ventures(4))
def test_what_is_claimed_of_entries_is_true(venture):
    found = timeline(venture, 2)
    for moment in found.moments:
        if not moment.opens:
            continue
        place, quarter = REGIONS.index(moment.region), moment.quarter
        blamed = {effect.tie_id: effect for effect in moment.effects}
        for tie in venture.ties:
            again = simulate(venture.without_tie(tie.id), 3)
            there = np.flatnonzero(again.present[:, place, 2]) + 1
            begun = [int(q) for q in there if q == 1 or q - 1 not in there]
            effect = blamed.get(tie.id)
            if effect is None:
                assert quarter in begun
            elif effect.outcome == "later":
                assert effect.quarter == min(q for q in begun if q > quarter)
                assert quarter not in there
            elif effect.outcome == "earlier":
                assert effect.quarter in begun
                assert effect.quarter < quarter
                assert quarter - 1 in there
            elif effect.outcome == "gone":
                assert not again.alive[quarter - 1, 2]
            else:
                assert effect.outcome == "never"
                assert not [q for q in begun if q >= quarter]


def test_a_shock_of_the_scenario_is_told_and_taken_away_with_its_tie():
    found = timeline(REAL, 0, shocks=(Shock(2, "fair-1", LOST),))
    lost = [m for m in found.moments if (m.kind, m.tie_id) == ("lost", "fair-1")]
    assert [m.quarter for m in lost] == [2]


@pytest.mark.parametrize("run", [-1, 1.0, None, True])
def test_a_run_that_makes_no_sense_is_refused(run):
    with pytest.raises(ValidationError, match="whole number, 0 or more"):
        timeline(REAL, run)
