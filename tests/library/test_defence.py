"""Questions on a design: their numbers are what the model gives when it is run by hand."""

from dataclasses import replace

import numpy as np
import pytest
from leverplug import Capabilities, Firm, Founder, Tie, Venture, portfolios, simulate
from leverplug.explain import variants
from leverplug.explain.comparison import contributions
from leverplug.explain.defence import KINDS, chosen, defence_questions, weighed_questions
from leverplug.explain.luck_rank import luck_or_choice
from leverplug.explain.timeline import timeline
from leverplug.model import Shock
from leverplug.outcomes import born_global, cumulative_foreign_sales, first_export
from leverplug.venture import Change, ValidationError

RUNS, RUN = 120, 4
DISTRIBUTOR = Tie("distributor-1", "distributor", 0.2, end=9, region="close", label="<b>Ada</b>")
DESIGN = Venture(
    firm=Firm("traditional", 0.3),
    capabilities=Capabilities(0.1, 0.05),
    ties=(
        DISTRIBUTOR,
        Tie("kin-1", "kin", 0.2),
        Tie("trade_fair-1", "trade_fair", 0.2, start=7, region="developed"),
    ),
    links=(("kin-1", "distributor-1"),),
)


def of_kind(design: Venture, kind: str, **settings):
    settings = {"seed": 3, "run": RUN, "runs": RUNS, **settings}
    return [q for q, _ in weighed_questions(design, **settings) if q.kind == kind]


def sales(design: Venture, runs: int = RUNS + 1, seed: int = 3, shocks=()) -> np.ndarray:
    return cumulative_foreign_sales(simulate(design, runs, seed, shocks=shocks))


def by_hand(before: Venture, after: Venture) -> dict[str, float]:
    """What a change brings, from two simulations of its own."""
    one, two = sales(before), sales(after)
    gain = (two - one)[:RUNS]
    return {
        "more": 100 * np.mean(gain > 0), "less": 100 * np.mean(gain < 0),
        "median": np.median(gain), "mean": gain.mean(),
        "here_before": one[RUN], "here_after": two[RUN],
    }  # fmt: skip


def assert_agrees(question, before: Venture, after: Venture) -> None:
    expected = by_hand(before, after)
    assert {name: question.figures[name] for name in expected} == pytest.approx(expected)
    told = " ".join(question.names)
    assert f"{expected['more']:.0f} of 100 runs and to less in {expected['less']:.0f}" in told


# --- the numbers, run again ---------------------------------------------------


def test_one_more_year_of_a_tie_that_ended():
    (question,) = of_kind(DESIGN, "ended")
    assert question.text == (
        "You ended <b>Ada</b> (distributor or agent, distributor-1) after quarter 9. What would "
        "one more year of it have brought?"
    )
    assert_agrees(question, DESIGN, DESIGN.replace_tie(replace(DISTRIBUTOR, end=13)))
    history = simulate(DESIGN, RUNS + 1, 3, watched=RUN + 1)
    place = history.tie_ids.index("distributor-1")
    assert question.figures["lever"] == pytest.approx(history.lever[8, place, RUN])
    # the table of kinds: a distributor's obligation is .09 of its plug, for a usual founder
    assert question.figures["claim"] == pytest.approx(0.09 * history.plug[8, place, RUN])
    levers = history.lever[:9, place, RUN]
    assert question.figures["peak"] == levers.argmax() + 1


def test_effort_of_the_least_tie_given_to_the_best():
    found = contributions(DESIGN, RUNS, 3)
    most, least = found[0], found[-1]
    (question,) = of_kind(DESIGN, "least")
    assert question.figures["least"] == pytest.approx(least.mean)
    assert question.figures["highest"] == pytest.approx(most.mean)
    assert (most.tie_id, least.tie_id) == ("trade_fair-1", "kin-1")
    fair = DESIGN.tie("trade_fair-1")
    moved = DESIGN.without_tie("kin-1").replace_tie(replace(fair, effort=0.4))
    assert_agrees(question, DESIGN, moved)


def test_two_contacts_who_know_one_another():
    (question,) = of_kind(DESIGN, "link")
    assert_agrees(question, DESIGN, replace(DESIGN, links=()))
    told = " ".join(question.names)
    assert "by 1.35" in told  # redundancy of .35 for one acquaintance
    assert "(asks 0.25) up to quarter" in told  # that is what a distributor asks for


def test_search_switched_off_and_doubled():
    (question,) = of_kind(DESIGN, "search")
    assert_agrees(question, DESIGN, replace(DESIGN, capabilities=Capabilities(0.2, 0.05)))
    off = by_hand(DESIGN, replace(DESIGN, capabilities=Capabilities(0.0, 0.05)))
    assert f"{off['more']:.0f} of 100 runs and to less in {off['less']:.0f}" in question.names[0]
    assert question.figures["openings_tried"] == pytest.approx(1 + 5 * 0.2)


def test_a_large_home_market_in_place_of_a_small_one():
    (question,) = of_kind(DESIGN, "home_market")
    other = replace(DESIGN, firm=Firm("traditional", 0.9))
    assert_agrees(question, DESIGN, other)
    born = [100 * born_global(simulate(d, RUNS, 3)).mean() for d in (DESIGN, other)]
    assert [question.figures[n] for n in ("born_before", "born_after")] == pytest.approx(born)


def test_a_start_a_year_earlier_uses_the_effort_that_is_free():
    questions = of_kind(DESIGN, "start")
    (fair,) = [q for q in questions if "trade fairs" in q.text and "earlier" in q.text]
    earlier = replace(DESIGN.tie("trade_fair-1"), start=3)
    assert_agrees(fair, DESIGN, DESIGN.replace_tie(earlier))
    later = [q for q in questions if "later" in q.text and "family" in q.text.lower()]
    for question in later:
        assert_agrees(question, DESIGN, DESIGN.replace_tie(replace(DESIGN.tie("kin-1"), start=5)))


def test_the_exit_that_is_best_of_those_tried():
    kept = Venture(ties=(Tie("partner-1", "strategic_partner", 0.3, region="close"),))
    for run in range(12):  # one in which it was neither lost nor the venture over
        if found := of_kind(kept, "kept", run=run):
            break
    (question,) = found
    tried = {
        q: np.median((sales(kept.replace_tie(replace(kept.ties[0], end=q))) - sales(kept))[:RUNS])
        for q in (8, 16, 24, 32)
    }
    best = max(tried, key=tried.get)
    assert question.figures["exit"] == best
    assert question.figures["median"] == pytest.approx(tried[best])


def test_luck_is_the_place_of_the_run_among_the_others():
    (question,) = of_kind(DESIGN, "luck")
    rank = luck_or_choice(DESIGN, RUN, 3, runs=RUNS)
    assert question.figures["percentile"] == rank.percentile
    assert question.names[0] == rank.sentence()


def test_the_turning_point_and_the_ties_behind_it_are_those_of_the_timeline():
    (question,) = of_kind(DESIGN, "turning_point")
    story = timeline(DESIGN, RUN, 3)
    quarter = int(question.figures["quarter"])
    assert any(
        m.quarter == quarter
        and m.event(DESIGN)[1:] in question.text
        and m.sentence(DESIGN).removeprefix(m.event(DESIGN)).strip() in question.names[0]
        for m in story.moments
    )


def test_a_partner_that_was_lost():
    shock = (Shock(8, "distributor-1"),)
    (question,) = of_kind(DESIGN, "lost", shocks=shock)
    history = simulate(DESIGN, RUNS + 1, 3, watched=RUN + 1, shocks=shock)
    place = history.tie_ids.index("distributor-1")
    held = history.holding[6, :, RUN]
    assert question.figures["quarter"] == 8
    assert question.figures["dependence"] == pytest.approx(held[place] / (held.sum() + 0.15))
    parted = DESIGN.replace_tie(replace(DISTRIBUTOR, end=7))
    there = sales(parted, shocks=shock)[RUN], sales(DESIGN, shocks=shock)[RUN]
    assert (question.figures["here_after"], question.figures["here_before"]) == there
    assert of_kind(DESIGN, "ended", shocks=shock) == []  # its plan did not come to its end


def test_what_was_expected_is_asked_about_if_it_is_far_off():
    came = 100 * born_global(simulate(DESIGN, RUNS, 3)).mean()
    far = int(came + 50) if came < 50 else int(came - 50)
    (question,) = of_kind(DESIGN, "expectation", expected=far)
    assert question.figures["born_global"] == pytest.approx(came)
    assert of_kind(DESIGN, "expectation", expected=round(came)) == []
    assert of_kind(DESIGN, "expectation") == []


# --- which three ----------------------------------------------------------------


def test_one_of_each_group_is_asked_and_it_is_the_heaviest():
    weighed = weighed_questions(DESIGN, 3, RUN, RUNS)
    questions = chosen(weighed)
    assert [KINDS[q.kind] for q in questions] == ["time", "worth", "firm"]
    for question in questions:
        group = KINDS[question.kind]
        first = next(q for q, _ in weighed if KINDS[q.kind] == group)
        assert question is first
    weights = [weight for _, weight in weighed]
    assert weights == sorted(weights, reverse=True)


def test_at_least_eight_kinds_can_be_asked_about_one_design():
    weighed = weighed_questions(DESIGN, 3, RUN, RUNS, expected=100)
    assert len({q.kind for q, _ in weighed}) >= 8
    assert {q.kind for q, _ in weighed} <= set(KINDS)


def test_equal_arguments_give_equal_questions():
    assert defence_questions(DESIGN, 3, RUN, RUNS) == defence_questions(DESIGN, 3, RUN, RUNS)


EVERYTHING = Tie("kin-1", "kin", 0.9)
DEGENERATE = {
    "no ties": Venture(),
    "no effort at all": Venture(capabilities=Capabilities(0, 0)),
    "ties without effort": Venture(
        capabilities=Capabilities(0, 0), ties=(Tie("kin-1", "kin", 0), Tie("club-1", "club", 0))
    ),
    "one tie": Venture(ties=(Tie("fair-1", "trade_fair", 0.3, region="close"),)),
    "one tie that takes all": Venture(capabilities=Capabilities(0, 0),
                                      ties=(replace(EVERYTHING, effort=1.0),)),
    "all end early": Venture(ties=(replace(EVERYTHING, end=2), Tie("club-1", "club", 0.0, end=1))),
    "a tie of the last quarter": Venture(ties=(Tie("kin-1", "kin", 0.2, start=40),)),
    "never abroad": Venture(Firm(home_market=1.0), Founder(0.0, 2.0), Capabilities(0, 0),
                            ties=(EVERYTHING,)),
    "out of money": Venture(Firm("high_tech", 0.0), capabilities=Capabilities(0.9, 0)),
    "a giant alone": Venture(ties=(Tie("giant-1", "multinational", 0.6, region="close"),
                                   Tie("partner-1", "strategic_partner", 0.3, region="close"))),
    "changing effort": Venture(ties=(
        Tie("kin-1", "kin", 0.5, end=20, changes=(Change(5, 0.1), Change(9, 0.8))),
        Tie("fair-1", "trade_fair", 0.05, start=12, region="close", changes=(Change(22, 0.6),)))),
}  # fmt: skip


@pytest.mark.parametrize("name", DEGENERATE)
def test_every_design_has_three_different_questions(name):
    design = DEGENERATE[name]
    for run in range(4):
        questions = defence_questions(design, 1, run, 60, expected=50)
        assert len({q.kind for q in questions}) == 3
        for question in questions:
            assert question.text.endswith("?")
            assert 2 <= len(question.names) <= 5
            assert "nan" not in " ".join((question.text, *question.names)).split()
            assert not any(words.endswith("..") for words in question.names)


def test_portfolios_by_a_fixed_rule_have_three_questions_in_lives_that_end_too():
    ended = 0
    for number, design in enumerate(portfolios.random_portfolios(40)):
        run = number % 5
        ended += not simulate(design, run + 1).alive[-1, run]
        questions = defence_questions(design, 1, run, 40)
        assert len(questions) == 3
        assert all(question.names for question in questions)
    assert ended  # else no such life was tried


def test_a_run_beyond_those_it_is_judged_by():
    questions = defence_questions(DESIGN, 1, 700, 50)
    total = cumulative_foreign_sales(simulate(DESIGN, 701))[700]
    told = [q.figures["here_before"] for q in questions if "here_before" in q.figures]
    assert told
    assert told == pytest.approx([total] * len(told))


@pytest.mark.parametrize(
    ("settings", "field"),
    [({"run": -1}, "run"), ({"runs": 0}, "runs"), ({"run": True}, "run"),
     ({"expected": 101}, "expected"), ({"expected": -1}, "expected")],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(settings, field):
    with pytest.raises(ValidationError) as caught:
        defence_questions(DESIGN, **settings)
    assert caught.value.field == field


def test_a_shock_of_no_tie_is_refused():
    with pytest.raises(ValidationError):
        defence_questions(DESIGN, runs=10, shocks=(Shock(3, "nobody"),))


# --- designs that differ in one thing --------------------------------------------


def test_no_variant_passes_the_budget_or_changes_anything_else():
    for design in (DESIGN, *DEGENERATE.values(), *portfolios.random_portfolios(30)):
        for tie in design.ties:
            made = [variants.extended(design, tie.id), variants.started_earlier(design, tie.id),
                    variants.started_later(design, tie.id)]  # fmt: skip
            for other in filter(None, made):
                assert other.effort().max() <= 1 + 1e-9
                assert other.without_tie(tie.id) == design.without_tie(tie.id)


def test_a_tie_is_kept_longer_with_what_is_free():
    tight = Venture(
        capabilities=Capabilities(0, 0),
        ties=(Tie("kin-1", "kin", 0.6, end=8), Tie("club-1", "club", 0.7, start=9, end=10)),
    )
    longer = variants.extended(tight, "kin-1").tie("kin-1")
    assert longer.end == 12
    assert longer.schedule()[[7, 8, 9, 10, 11, 12]] == pytest.approx([0.6, 0.3, 0.3, 0.6, 0.6, 0])
    full = tight.replace_tie(Tie("club-1", "club", 1.0, start=9))
    assert variants.extended(full, "kin-1") is None
    assert variants.extended(full, "club-1") is None  # it stays open anyway


def test_a_budget_of_a_scenario_leaves_less_to_try():
    whole = variants.extended(DESIGN, "distributor-1").tie("distributor-1")
    assert whole.schedule()[9:13] == pytest.approx([0.2] * 4)
    part = variants.extended(DESIGN, "distributor-1", budget=0.7).tie("distributor-1")
    assert part.schedule()[9:13] == pytest.approx([0.15] * 4)  # kin, fair, search, learning: .55
    (search,) = of_kind(DESIGN, "search", budget=0.8)  # .75 is planned in quarter 7
    assert search.figures["tried"] == pytest.approx(0.15)
    with pytest.raises(ValidationError):
        defence_questions(DESIGN, budget=1.2)


def test_effort_is_given_only_while_the_taker_is_open():
    moved = variants.effort_moved(DESIGN, "kin-1", "trade_fair-1")
    assert moved.tie("trade_fair-1").schedule()[[5, 6, 39]] == pytest.approx([0, 0.4, 0.4])
    assert [tie.id for tie in moved.ties] == ["distributor-1", "trade_fair-1"]
    assert moved.links == ()


def test_first_export_is_compared_in_the_median():
    (question,) = of_kind(DESIGN, "search")
    doubled = replace(DESIGN, capabilities=Capabilities(0.2, 0.05))
    medians = [np.nanmedian(first_export(simulate(d, RUNS, 3))) for d in (DESIGN, doubled)]
    assert [question.figures[n] for n in ("first_before", "first_after")] == medians
