"""Questions about what ties are worth: the turning point, the least of them, two with a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from leverplug import catalogue
from leverplug.explain import variants
from leverplug.explain.comparison import SALES, amount
from leverplug.explain.defence_case import Candidate, Case, Question, of_hundred
from leverplug.explain.moment import REACHED, Moment, market_name, tie_name
from leverplug.explain.timeline import explained
from leverplug.explain.turning_point import turning_point
from leverplug.model import History
from leverplug.model.history import ABSORBED, FAILED, LOST, SEIZED
from leverplug.outcomes import BORN_GLOBAL_SHARE
from leverplug.venture import QUARTERS, Tie

_MOST_LINKS = 3
Asked = tuple[Question, float]


def candidates(case: Case) -> Iterator[Candidate]:
    """All questions about the worth of ties that this design and this run allow."""
    yield from filter(None, [_turning_point(case), _least(case), _only(case)])
    for link in case.venture.links[:_MOST_LINKS]:
        yield _link(case, *link)


# --- the turning point ----------------------------------------------------------------------------

_MECHANISM = {
    ABSORBED: "A partner absorbs a venture that depends on it: the chance grows with the share of "
    "foreign resources that is held through it and its like.",
    FAILED: "Cash comes from sales and backers and goes on running costs, markets, search and "
    "obligations; at nothing the venture fails.",
    REACHED: "The share of sales abroad grows as levers fill what is held abroad, as knowledge "
    "makes distance shorter, and as home gives less; plugs and missing legitimacy hold it back.",
    LOST: "That a partner leaves is chance; what goes with it is dependence, less what knowledge "
    "keeps.",
    SEIZED: "An opening comes by chance through a tie with a strong lever, and more often with "
    "search; whether it is seized depends on knowledge, organisational resources and experience.",
}


def _turning_point(case: Case) -> Candidate | None:
    turn = turning_point(case.whole, case.run)
    if turn is None:
        return None

    def work_out(_found: Sequence[History]) -> Asked:
        (moment,) = explained([turn], case.without, case.run)
        words = moment.sentence(case.venture).removeprefix(moment.event(case.venture)).strip()
        behind = words or "No tie changes it: in this run it happens without each of them as well."
        figures = {"quarter": float(turn.quarter), "ties": float(len(moment.effects))}
        names = [f"The ties behind it, found by running without each. {behind}"]
        often = _how_often(case, turn)
        if often is not None:
            share, what = often
            figures["often"] = share
            names.append(
                f"How much of it was chance: the same design {what} in {share:.0f} of 100 runs."
            )
        names.append(_MECHANISM[turn.kind])
        text = (
            f"The turning point of this run: {_lower(turn.event(case.venture))} Which tie was "
            f"behind it, and would it have come without?"
        )
        return Question("turning_point", text, tuple(names), figures), _at_stake(case, moment)

    return Candidate("turning_point", (), work_out)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _how_often(case: Case, turn: Moment) -> tuple[float, str] | None:
    """In how many of 100 runs such a thing happens at any time, and what."""
    whole, runs = case.whole, slice(case.runs)
    alive = whole.alive[-1, runs]
    if turn.kind == ABSORBED:
        return of_hundred(whole.absorbed[-1, runs]), "is absorbed by a partner"
    if turn.kind == FAILED:
        return of_hundred(~alive & ~whole.absorbed[-1, runs]), "runs out of cash"
    if turn.kind == REACHED:
        reached = (whole.foreign_intensity[:, runs] >= BORN_GLOBAL_SHARE).any(0)
        return of_hundred(reached), f"comes to {BORN_GLOBAL_SHARE:.0%} of sales abroad"
    if turn.kind == SEIZED and turn.region is not None:
        served = whole.present[:, catalogue.foreign_regions().index(turn.region), runs].any(0)
        return of_hundred(served), f"sells in {market_name(turn.region)} at some time"
    return None


def _at_stake(case: Case, moment: Moment) -> float:
    """What the tie that mattered most to a moment was worth in this run, over the usual sales."""
    tie_id = moment.effects[0].tie_id if moment.effects else moment.tie_id
    if tie_id is None:
        return 0.0
    before, after = case.difference(case.without[tie_id]).here
    return abs(after - before) / case.scale


# --- the least and the most -----------------------------------------------------------------------


def _ranked(case: Case) -> list[Tie]:
    fed = [tie for tie in case.venture.ties if tie.schedule().any()]
    return sorted(fed, key=lambda tie: float(case.added(tie.id).mean()))


def _added_sentence(case: Case, tie: Tie) -> str:
    gain = case.added(tie.id)
    return (
        f"{tie_name(tie)}: {amount(float(gain.mean()), '+')} index points of {SALES} on average, "
        f"up in {of_hundred(gain > 0):.0f} of 100 runs and down in {of_hundred(gain < 0):.0f}"
    )


def _least(case: Case) -> Candidate | None:
    ranked = _ranked(case)
    if len(ranked) < 2:
        return None
    least, most = ranked[0], ranked[-1]
    moved = variants.effort_moved(case.venture, least.id, most.id)

    def work_out(found: Sequence[History]) -> Asked:
        difference = case.difference(found[0])
        low, high = (float(case.added(tie.id).mean()) for tie in (least, most))
        worst = "did harm" if low < 0 else "added least"
        names = (
            f"What each adds to the same design without it, its effort unused, on the same luck. "
            f"The least, {_added_sentence(case, least)}. The most, {_added_sentence(case, most)}.",
            f"With all its effort given to {tie_name(most)} while that is open, "
            f"{difference.sentence()}",
            _returns(most, moved.tie(most.id), case),
        )
        text = (
            f"Of your ties, {tie_name(least)} {worst} by the model's count. What if its effort "
            f"had gone to {tie_name(most)}, which added most?"
        )
        figures = {**difference.figures, "least": low, "highest": high}
        return Question("least", text, names, figures), case.weight(difference)

    return Candidate("least", (moved,), work_out)


def _returns(tie: Tie, more: Tie, case: Case) -> str:
    """Why twice the effort is not twice the lever."""
    kind = catalogue.tie_kinds()[tie.kind]
    upkeep = catalogue.parameters()["upkeep"].value * (1 + kind["dissimilarity"])
    efforts = [float(each.schedule().max()) for each in (tie, more)]
    useful = [max(0.0, effort - upkeep) for effort in efforts]
    full = [100 * u / (u + kind["half_effort"]) for u in useful]
    words = (
        f"Returns fall: with {efforts[0]:.2f} of all effort such a tie can come to {full[0]:.0f} "
        f"of 100 of its full strength, with {efforts[1]:.2f} to {full[1]:.0f}, and a stronger tie "
        f"uses up its novelty and grows its plug faster."
    )
    like = [t for t in case.venture.ties if (t.kind, t.region) == (tie.kind, tie.region)]
    shared = " It shares its contacts with your other ties of its kind there, so less than that."
    return words + shared if len(like) > 1 else words


def _only(case: Case) -> Candidate | None:
    ranked = _ranked(case)
    if len(ranked) != 1:
        return None
    (tie,) = ranked

    def work_out(_found: Sequence[History]) -> Asked:
        difference = case.difference(case.without[tie.id])
        course = case.course(tie)
        names = [f"Without it, {difference.sentence()}"]
        if course is not None:
            names += [course.lever_sentence(), course.plug_sentence()]
        else:
            names.append(
                "In this run the venture was over, or the tie was lost, at once: it had "
                "no time to become a lever or a plug."
            )
        text = (
            f"Your design has one tie, {tie_name(tie)}. What did it bring, and how would your "
            f"venture have gone without it?"
        )
        return Question("only_tie", text, tuple(names), difference.figures), case.weight(difference)

    return Candidate("only_tie", (), work_out)


# --- contacts who know one another ----------------------------------------------------------------


def _link(case: Case, first: str, second: str) -> Candidate:
    ends = case.venture.tie(first), case.venture.tie(second)

    def work_out(found: Sequence[History]) -> Asked:
        difference = case.difference(found[0])
        model, kinds = catalogue.parameters(), catalogue.tie_kinds()
        redundancy, referral = (model[name].value for name in ("redundancy", "referral"))
        knows = [sum(tie.id in link for link in case.venture.links) for tie in ends]
        by = [f"{1 + redundancy * number:.2f}" for number in knows]
        asks = [kinds[tie.kind]["demand"] for tie in ends]
        names = (
            f"If they did not know one another, {difference.sentence()}",
            f"Redundancy: contacts who know one another tell the same things, so while all are at "
            f"work their levers are divided: that of {tie_name(ends[0])} by {by[0]}, that of "
            f"{tie_name(ends[1])} by {by[1]}.",
            _referral(case, ends, asks, referral),
        )
        text = (
            f"In your design {tie_name(ends[0])} and {tie_name(ends[1])} know one another. What "
            f"does that bring you, and what does it cost?"
        )
        figures = {**difference.figures, "first_asks": asks[0], "second_asks": asks[1]}
        return Question("link", text, names, figures), case.weight(difference)

    return Candidate("link", (case.venture.without_link(first, second),), work_out)


def _referral(case: Case, ends: tuple[Tie, Tie], asks: Sequence[float], referral: float) -> str:
    own, short = case.standing, []
    for tie, ask in zip(ends, asks, strict=True):
        active = tie.active() & case.life.alive & (own < ask)
        if active.any():
            until = int(np.flatnonzero(active)[-1]) + 1
            still = "to the end" if until == QUARTERS else f"up to quarter {until}"
            short.append(f"{tie_name(tie)} (asks {ask:.2f}) {still}")
    words = (
        f"Referral: an acquaintance vouches, with {referral:.2f} of its strength, where a partner "
        f"asks for more legitimacy than the venture has. "
    )
    if not short:
        return f"{words}In this run it had of its own what both ask for: nothing to vouch for."
    return words + f"In this run its own fell short for {' and for '.join(short)}."
