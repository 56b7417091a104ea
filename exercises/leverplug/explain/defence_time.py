"""Questions about the time of a tie: when it began, when it ended, whether it went too soon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from leverplug import catalogue
from leverplug.explain import variants
from leverplug.explain.defence_case import Candidate, Case, Question, TieCourse, percent, points
from leverplug.explain.moment import tie_name
from leverplug.model import History
from leverplug.outcomes import A_YEAR
from leverplug.venture import QUARTERS, Tie, Venture

_MOST = 3  # ties of a design that one kind of question is tried with
_TRIAL = 2 * A_YEAR  # quarters between the exits that are tried
Asked = tuple[Question, float]


def candidates(case: Case) -> Iterator[Candidate]:
    """All questions about time that this design and this run allow."""
    fed = [tie for tie in case.venture.ties if tie.schedule().any()]
    by_gain = sorted(fed, key=lambda tie: -abs(float(case.added(tie.id).mean())))
    yield from filter(None, (_ended(case, tie) for tie in by_gain[:_MOST]))
    yield from filter(None, (_lost(case, tie) for tie in fed))
    yield from filter(None, [_kept(case, fed)])
    yield from filter(None, (_earlier(case, tie) for tie in by_gain[:_MOST]))
    yield from filter(None, (_later(case, tie) for tie in by_gain[:_MOST]))


# --- a year more ----------------------------------------------------------------------------------


def _ended(case: Case, tie: Tie) -> Candidate | None:
    longer = variants.extended(case.venture, tie.id, budget=case.budget)
    course = case.course(tie)
    if longer is None or course is None or course.last != tie.end:
        return None  # it was lost, or the venture was over, before the plan came to its end

    def work_out(found: Sequence[History]) -> Asked:
        difference = case.difference(found[0])
        end = longer.tie(tie.id).end
        assert end is not None
        more = "one more year" if end - course.last == A_YEAR else f"{end - course.last} quarters"
        left = float(variants.free_effort(case.venture, case.budget)[course.last])
        names = (
            f"Kept up to quarter {end}, as far as the budget of effort allows, "
            f"{difference.sentence()}",
            course.lever_sentence(),
            f"{course.plug_sentence()} It goes on claiming for a while after the end, and a year "
            f"more would have let it grow. In quarter {course.last + 1} the plan leaves "
            f"{percent(left)} of all effort unused.",
        )
        text = f"You ended {tie_name(tie)} after quarter {course.last}. What would {more} of it"
        figures = {**difference.figures, **course.figures(), "until": float(end), "free": left}
        question = Question("ended", f"{text} have brought?", names, figures)
        return question, case.weight(difference)

    return Candidate("ended", (longer,), work_out)


# --- lost -----------------------------------------------------------------------------------------


def _lost(case: Case, tie: Tie) -> Candidate | None:
    quarter, course = case.lost_in(tie.id), case.course(tie)
    if quarter is None or course is None:
        return None
    parted = variants.ended(case.venture, tie.id, quarter - 1)

    def work_out(found: Sequence[History]) -> Asked:
        difference = case.difference(found[0])
        whole, run = case.whole, case.run
        assert whole.holding is not None
        model = catalogue.parameters()
        held = float(whole.holding[quarter - 2, :, run].sum())
        share = course.value("holding") / (held + model["dependence_base"].value)
        knowledge = float(whole.knowledge[quarter - 1, run])
        kept = model["retained"].value * knowledge
        fell = [float(whole.foreign_sales[q, run]) for q in (quarter - 2, quarter - 1)]
        names = (
            f"Dependence was {percent(share)} in quarter {quarter - 1}: the share of foreign "
            f"resources that is held through the tie, as the model counts it. What is held through "
            f"a partner, and the sales that ride on it, goes when the partner leaves. All foreign "
            f"sales together stood at {points(fell[0])} index points before that quarter and at "
            f"{points(fell[1])} after it, in which other ties and waves of demand had their part.",
            f"Knowledge stays: at {100 * knowledge:.0f} out of 100 it kept {percent(kept)} of the "
            f"sales that would have gone. More effort for learning before the loss keeps more.",
            f"Parted by choice in quarter {quarter - 1}, {difference.sentence()} After a planned "
            f"end the contacts fade slowly; a loss takes them at once. That it would come could "
            f"not be known.",
        )
        text = (
            f"In this run you lost {tie_name(tie)} in quarter {quarter}. What went with it, and "
            f"what in your design decided how much?"
        )
        numbers = {"quarter": float(quarter), "dependence": share, "knowledge": knowledge,
                   "kept": kept, "before": fell[0], "after": fell[1]}  # fmt: skip
        before, after = difference.here
        weight = abs(after - before) / case.scale
        return Question("lost", text, names, {**difference.figures, **numbers}), weight

    return Candidate("lost", (parted,), work_out)


# --- kept to the end ------------------------------------------------------------------------------


def _kept(case: Case, fed: Sequence[Tie]) -> Candidate | None:
    """About the tie that is kept to the end and claims most by then."""
    stayed = [
        course for tie in fed
        if variants.last_quarter(tie) == QUARTERS and tie.start <= QUARTERS - 2 * _TRIAL
        and (course := case.course(tie)) is not None and course.last == QUARTERS
    ]  # fmt: skip
    if not stayed:
        return None
    course = max(stayed, key=lambda c: c.claim())
    exits = list(range(course.tie.start + _TRIAL - 1, QUARTERS, _TRIAL))
    designs = tuple(variants.ended(case.venture, course.tie.id, q) for q in exits)
    return Candidate("kept", designs, lambda found: _work_out_kept(case, course, exits, found))


def _work_out_kept(
    case: Case, course: TieCourse, exits: Sequence[int], found: Sequence[History]
) -> Asked:
    tried = [case.difference(history) for history in found]
    best = int(np.argmax([float(np.median(one.gain)) for one in tried]))
    quarter, difference = exits[best], tried[best]
    listed = ", ".join(map(str, exits[:-1])) + f" and {exits[-1]}"
    verdict = (
        f"Of the exits after quarters {listed} that were tried, the one after quarter {quarter} "
        f"is best in the median run: {difference.sentence()}"
    )
    if np.median(difference.gain) <= 0:
        verdict = (
            f"No exit after quarters {listed} beats keeping it in the median run. Even after "
            f"quarter {quarter}, the best of them, {difference.sentence()}"
        )
    names = (
        verdict,
        course.lever_sentence(),
        f"{course.plug_sentence()} In quarter {quarter} it claimed "
        f"{percent(course.claim(quarter))}. After a planned end a plug fades by and by.",
        "The effort that an exit sets free stays unused in this trial; what another tie would "
        "have made of it is a second question, and another luck a second test.",
    )
    name = tie_name(course.tie)
    text = (
        f"You kept {name} to the end of the ten years. Should you have let it go, and after which "
        f"year?"
    )
    figures = {**difference.figures, **course.figures(), "exit": float(quarter)}
    figures["claim_at_exit"] = course.claim(quarter)
    return Question("kept", text, names, figures), case.weight(difference)


# --- a year earlier or later ----------------------------------------------------------------------


def _earlier(case: Case, tie: Tie) -> Candidate | None:
    design = variants.started_earlier(case.venture, tie.id, budget=case.budget)
    return None if design is None else _start(case, tie, design)


def _later(case: Case, tie: Tie) -> Candidate | None:
    design = variants.started_later(case.venture, tie.id)
    return None if design is None else _start(case, tie, design)


def _start(case: Case, tie: Tie, moved: Venture) -> Candidate | None:
    if case.course(tie) is None:
        return None  # the run was over before

    def work_out(found: Sequence[History]) -> Asked:
        difference = case.difference(found[0])
        start = moved.tie(tie.id).start
        quarters = abs(start - tie.start)
        much = "a year" if quarters == A_YEAR else f"{quarters} quarters"
        way = "earlier" if start < tie.start else "later"
        demand, standing = _demand(case, tie)
        names = (
            f"Started in quarter {start}, {way} by {much}, {difference.sentence()}",
            demand,
            _eases(tie),
        )
        text = (
            f"You planned {tie_name(tie)} from quarter {tie.start} on. What would a start {much} "
            f"{way} have changed?"
        )
        figures = {**difference.figures, "start": float(tie.start), "moved": float(start)}
        return Question("start", text, names, figures | standing), case.weight(difference)

    return Candidate("start", (moved,), work_out)


def _demand(case: Case, tie: Tie) -> tuple[str, dict[str, float]]:
    """The legitimacy that a tie asks for, and when the venture had it."""
    asks = catalogue.tie_kinds()[tie.kind]["demand"]
    own = case.standing
    at_start = float(own[tie.start - 1])
    figures = {"demand": asks, "legitimacy": at_start}
    if asks == 0:
        return (
            "It asks for no legitimacy, so it works from its first day: an earlier start is a "
            "year more of its news, which is then used up sooner, and a year more for its plug "
            "to grow; a later start the reverse."
        ), figures
    enough = np.flatnonzero((own >= asks) & case.life.alive)
    figures["enough"] = float(enough[0] + 1) if len(enough) else float("nan")
    words = (
        f"It asks for a legitimacy of {asks:.2f}. In this run the venture's own stood at "
        f"{at_start:.2f} when the tie began"
    )
    if at_start >= asks:
        return f"{words}: enough, so nothing kept it waiting.", figures
    when = f"came to {asks:.2f} in quarter {enough[0] + 1}" if len(enough) else "never came to it"
    return (
        f"{words} and {when}. While it falls short, the tie starts weakly or not at all, and its "
        f"effort is spent all the same, unless other partners lend theirs or an acquaintance "
        f"vouches."
    ), figures


def _eases(tie: Tie) -> str:
    ease = catalogue.tie_kinds()[tie.kind]["ease"]
    return (
        f"Strength takes time: after a year a tie of this kind has {percent(1 - (1 - ease) ** 4)} "
        f"of what its effort allows. What it holds abroad and what is learnt from it add up from "
        f"then on, and so does its plug."
    )
