"""Questions about the firm: its capabilities, its home market, its luck, and what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from leverplug import catalogue
from leverplug.explain import variants
from leverplug.explain.comparison import SALES
from leverplug.explain.defence_case import (
    Candidate,
    Case,
    Question,
    of_hundred,
    percent,
    points,
)
from leverplug.explain.luck_rank import LuckRank
from leverplug.explain.moment import tie_name
from leverplug.model import History
from leverplug.model.history import MISSED, PRUNED, SEIZED, SHOCKS
from leverplug.outcomes import (
    A_YEAR,
    BORN_GLOBAL_SHARE,
    BORN_GLOBAL_YEARS,
    born_global,
    cumulative_foreign_sales,
    first_export,
)
from leverplug.venture import Venture

SMALL, LARGE = 0.1, 0.9  # home markets that a design is also tried in
_TRIED = {"search": 0.1, "learning": 0.1, "pruning": 0.5}  # where a design has none of it
_GIVEN = 0.5  # weight of what is given to a learner and not chosen
_NOTABLE_GAP = 10  # of 100 runs, between what was expected and what came out
Asked = tuple[Question, float]


def candidates(case: Case) -> Iterator[Candidate]:
    """All questions about the firm that this design and this run allow."""
    yield from filter(None, (_capability(case, name) for name in _TRIED))
    yield _home_market(case)
    yield _luck(case)
    if case.expected is not None and abs(_born_global(case) - case.expected) >= _NOTABLE_GAP:
        yield _expectation(case, case.expected)


# --- search, learning, pruning --------------------------------------------------------------------


def _capability(case: Case, name: str) -> Candidate | None:
    value = float(getattr(case.venture.capabilities, name))
    room = (
        1.0 if name == "pruning" else float(variants.free_effort(case.venture, case.budget).min())
    )
    if name == "pruning" and not case.venture.ties:
        return None  # nothing could be pruned
    most = min(1.0, 2 * value) if name == "pruning" else value + min(value, room)
    if value == 0:
        most = min(_TRIED[name], room)
    values = [v for v in ([0.0, most] if value else [most]) if abs(v - value) >= 0.005]
    if not values:
        return None
    designs = tuple(variants.with_capability(case.venture, name, v) for v in values)

    def work_out(found: Sequence[History]) -> Asked:
        differences = [case.difference(history) for history in found]
        names = [
            f"With {name} at {v:.2f} instead of {value:.2f}, {difference.sentence()}"
            for v, difference in zip(values, differences, strict=True)
        ]
        words, figures = _MECHANISM[name](case, value, values, found)
        text = (
            f"Your design gives {value:.2f} to {name}. What did that bring, and would "
            f"{'more' if values[-1] > value else 'less'} have been better?"
            if value
            else f"Your design has no {name}. What would {values[-1]:.2f} of it have changed?"
        )
        figures = {**differences[-1].figures, **figures, "value": value, "tried": values[-1]}
        weight = max(map(case.weight, differences))
        return Question(name, text, (*names, words), figures), weight

    return Candidate(name, designs, work_out)


def _of_search(
    case: Case, value: float, values: Sequence[float], _found: Sequence[History]
) -> tuple[str, dict[str, float]]:
    model = catalogue.parameters()
    times = [1 + model["search_openings"].value * v for v in (value, values[-1])]
    return (
        f"Search is proactive: it renews the novelty of ties, eases entry into markets and makes "
        f"openings likelier ({times[0]:.1f} times as likely with {value:.2f}, {times[1]:.1f} "
        f"times with {values[-1]:.2f}, as far as obligations leave the effort for it). It costs "
        f"effort that no tie gets, and some cash.",
        {"openings": times[0], "openings_tried": times[1]},
    )


def _of_learning(
    case: Case, value: float, values: Sequence[float], found: Sequence[History]
) -> tuple[str, dict[str, float]]:
    last = [float(np.median(h.knowledge[-1, : case.runs])) for h in (case.whole, found[-1])]
    return (
        f"Learning is reflective: it turns strong ties to unlike partners into knowledge, which "
        f"makes ready for openings, shortens distance and stays when a partner goes. The median "
        f"run ends with {100 * last[0]:.0f} out of 100, and with {values[-1]:.2f} given to "
        f"learning it ends with {100 * last[1]:.0f}.",
        {"knowledge": last[0], "knowledge_tried": last[1]},
    )


def _of_pruning(
    case: Case, value: float, _values: Sequence[float], _found: Sequence[History]
) -> tuple[str, dict[str, float]]:
    cut = [event for event in case.life.events if event.kind == PRUNED]
    told = [f"{tie_name(case.venture.tie(e.tie_id or ''))} in quarter {e.quarter}" for e in cut]
    here = f"In this run it ended {', '.join(told)}." if told else "In this run it ended no tie."
    return (
        f"Pruning is discerning: it ends ties past their trial whose lever shows too little "
        f"beside their plug, and gives their effort to those that stay. {here} A tie that starts "
        f"slowly may be ended before it pays.",
        {"pruned": float(len(cut))},
    )


_MECHANISM = {"search": _of_search, "learning": _of_learning, "pruning": _of_pruning}


# --- the home market ------------------------------------------------------------------------------


def _home_market(case: Case) -> Candidate:
    now = case.venture.firm.home_market
    other, size = (LARGE, "large") if now <= (SMALL + LARGE) / 2 else (SMALL, "small")
    design: Venture = replace(case.venture, firm=replace(case.venture.firm, home_market=other))

    def work_out(found: Sequence[History]) -> Asked:
        difference = case.difference(found[0])
        both, runs = (case.whole, found[0]), slice(case.runs)
        home = [float(np.median(h.home_sales[-1, runs])) for h in both]
        born = [of_hundred(born_global(h)[runs]) for h in both]
        own = [of_hundred(h.alive[-1, runs]) for h in both]
        push = catalogue.parameters()["drive_push"].value
        names = (
            f"With a home market of {other:.2f} instead of {now:.2f}, {difference.sentence()}",
            f"Push: a small home market drives abroad. In the model the drive towards every "
            f"region changes by {push * (now - other):+.2f} on the way from {now:.2f} to "
            f"{other:.2f}, and {_instead(*born)} of 100 runs are born global.",
            f"Cash: home also feeds the firm. Home sales at year ten are {points(home[1])} instead "
            f"of {points(home[0])} index points in the median run, and {_instead(*own)} of 100 "
            f"runs are still on their own.",
        )
        text = (
            f"Your firm has a home market of {now:.2f}. How would the same ties have done with a "
            f"{size} one, {other:.2f}, and why?"
        )
        figures = {**difference.figures, "born_before": born[0], "born_after": born[1],
                   "own_before": own[0], "own_after": own[1],
                   "home_before": home[0], "home_after": home[1]}  # fmt: skip
        return Question("home_market", text, names, figures), case.weight(difference) * _GIVEN

    return Candidate("home_market", (design,), work_out)


def _instead(before: float, after: float) -> str:
    """Two numbers of runs, the later first."""
    if round(before) == round(after):
        return f"{after:.0f} either way"
    return f"{after:.0f} instead of {before:.0f}"


# --- luck -----------------------------------------------------------------------------------------


def _luck(case: Case) -> Candidate:
    def work_out(_found: Sequence[History]) -> Asked:
        totals = cumulative_foreign_sales(case.whole)
        others = np.delete(totals, case.run)[: case.runs]
        rank = LuckRank(float(totals[case.run]), others, SALES)
        kinds = [event.kind for event in case.life.events]
        seized, missed = kinds.count(SEIZED), kinds.count(MISSED)
        shocks = sum(map(kinds.count, SHOCKS))
        median = rank.middle[1]
        names = (
            rank.sentence(),
            f"What was drawn in this run: {_counted(seized, 'opening')} seized and "
            f"{_counted(missed, 'opening')} missed, and {_counted(shocks, 'shock')} through ties; "
            f"besides entries into markets and waves of demand.",
            "What was chosen sets the chances: an opening is as likely as the lever of its tie is "
            "strong, and is seized by knowledge and resources; a quarrel is as likely as the plug "
            "is large; a loss takes what depends on the partner.",
        )
        text = (
            f"This run came to {points(rank.value)} index points of {SALES}. What in this result "
            f"was luck, and what was choice?"
        )
        figures = {"value": rank.value, "median": median, "percentile": rank.percentile,
                   "low": rank.middle[0], "high": rank.middle[2], "seized": float(seized),
                   "missed": float(missed), "shocks": float(shocks)}  # fmt: skip
        return Question("luck", text, names, figures), abs(rank.value - median) / case.scale

    return Candidate("luck", (), work_out)


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


# --- what was expected ----------------------------------------------------------------------------


def _born_global(case: Case) -> float:
    return of_hundred(born_global(case.whole)[: case.runs])


def _expectation(case: Case, expected: int) -> Candidate:
    def work_out(_found: Sequence[History]) -> Asked:
        whole, runs, came = case.whole, slice(case.runs), _born_global(case)
        ever = of_hundred((whole.foreign_intensity[:, runs] >= BORN_GLOBAL_SHARE).any(0))
        limit = BORN_GLOBAL_YEARS * A_YEAR - 1
        share = float(np.median(whole.foreign_intensity[limit, runs]))
        first = first_export(whole)[runs]
        sold = of_hundred(np.isfinite(first))
        when = f" (median: quarter {np.nanmedian(first):g})" if sold else ""
        names = (
            f"{came:.0f} of 100 runs come to {BORN_GLOBAL_SHARE:.0%} of sales abroad within "
            f"{BORN_GLOBAL_YEARS} years; {expected} were expected. {ever - came:.0f} more come to "
            f"it later.",
            f"{sold:.0f} of 100 runs sell abroad at all{when}; after {BORN_GLOBAL_YEARS} years "
            f"the median share of sales abroad is {percent(share)}.",
            "What decides when: demanding partners wait for legitimacy, levers fill what is held "
            "abroad quarter by quarter, and a large home market holds down the share that is "
            "abroad. What decides in how many runs: luck, within the chances that ties give.",
        )
        text = (
            f"You expected {expected} of 100 runs to be born global; {came:.0f} are. What had you "
            f"{'overlooked' if came < expected else 'underrated'}?"
        )
        figures = {"expected": float(expected), "born_global": came, "ever": ever, "sold": sold,
                   "share": share}  # fmt: skip
        return Question("expectation", text, names, figures), abs(came - expected) / 100

    return Candidate("expectation", (), work_out)
