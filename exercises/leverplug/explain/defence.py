"""Questions of one's own: three by which a design can be defended, worked out by running it again.

What a good answer names was found by changing one thing and running the model on the same luck.
Texts carry learners' labels as they wrote them: escape them wherever they are shown.

Which three are asked: every question that the design and the run allow is worked out and weighed
by how far its answer moves foreign sales over ten years, in shares of what the design comes to on
average (luck by how far the run lies from the median, an expectation by how far off it was, as a
share of all runs, a loss by what it changed in this run). One is taken about the *time* of a tie,
one about the *worth* of ties and one about the *firm* and its luck, the one that weighs most of
each; where a group has none, the heaviest that is left, of a kind not asked yet. The home market
is given and not chosen, and counts half.
"""

from __future__ import annotations

from leverplug.explain import defence_firm, defence_time, defence_worth
from leverplug.explain.defence_case import Candidate, Case, Question
from leverplug.explain.luck_rank import check_whole
from leverplug.model import History, Shock, simulate_together
from leverplug.venture import ValidationError, Venture

__all__ = ["KINDS", "Question", "defence_questions", "weighed_questions"]

RUNS, ASKED = 500, 3
KINDS = {  # of questions -> the group of which one is asked
    "ended": "time", "lost": "time", "kept": "time", "start": "time",
    "turning_point": "worth", "least": "worth", "only_tie": "worth", "link": "worth",
    "search": "firm", "learning": "firm", "pruning": "firm", "home_market": "firm",
    "luck": "firm", "expectation": "firm",
}  # fmt: skip
Weighed = tuple[Question, float]


def defence_questions(
    venture: Venture,
    seed: int = 1,
    run: int = 0,
    runs: int = RUNS,
    shocks: tuple[Shock, ...] = (),
    *,
    expected: int | None = None,
    budget: float = 1.0,
) -> tuple[Question, ...]:
    """Three questions to defend a design by, with what a good answer to each names.

    They differ in kind and are those that matter most for this design; see the module for the
    rule. Equal arguments give equal questions.

    Args:
        venture: The design.
        seed: Key of the draws.
        run: Number of the run that is asked about, counted from 0.
        runs: How many runs differences are judged by, 1 or more.
        shocks: Shocks of the scenario.
        expected: How many of 100 runs were expected to be born global; None if nobody said.
        budget: Most effort that a design may plan in a quarter, 0 to 1, as a scenario sets it.

    Returns:
        Three, of the groups time, worth and firm as far as there are any. There are always
        three: luck and the home market can be asked about in any design, and a third in one that
        has a tie with effort or effort to spare.

    Raises:
        ValidationError: A number is out of range, or a shock names no tie of the venture.

    Example:
        >>> from leverplug.venture import Tie
        >>> fair = Tie("fair-1", "trade_fair", 0.3, end=12, region="close")
        >>> [q.kind for q in defence_questions(Venture(ties=(fair,)), runs=50)]
        ['ended', 'only_tie', 'home_market']
    """
    return chosen(
        weighed_questions(venture, seed, run, runs, shocks, expected=expected, budget=budget)
    )


def weighed_questions(
    venture: Venture,
    seed: int = 1,
    run: int = 0,
    runs: int = RUNS,
    shocks: tuple[Shock, ...] = (),
    *,
    expected: int | None = None,
    budget: float = 1.0,
) -> list[Weighed]:
    """Every question that a design and its run allow, each with its weight, the heaviest first.

    Args:
        venture, seed, run, runs, shocks, expected, budget: As for `defence_questions`.
    """
    for name, value, least in (("run", run, 0), ("runs", runs, 1)):
        check_whole(name, value, least)
    if expected is not None and expected not in range(101):
        raise ValidationError("expected", expected, "give a whole number from 0 to 100")
    if not 0 <= budget <= 1:
        raise ValidationError("budget", budget, "give a number from 0 to 1")
    whole, without = _as_it_is(venture, seed, run, runs, shocks)
    case = Case(venture, run, runs, shocks, whole, without, expected, budget)
    rooms = (defence_time, defence_worth, defence_firm)
    asked = [candidate for room in rooms for candidate in room.candidates(case)]
    weighed = _worked_out(case, seed, asked)
    return sorted(weighed, key=lambda pair: -pair[1])  # stable: equal ones in the order above


def chosen(weighed: list[Weighed]) -> tuple[Question, ...]:
    """The three to ask of weighed questions, by the rule of the module."""
    groups: dict[str, Question] = {}
    for question, weight in weighed:
        if weight > 0:
            groups.setdefault(KINDS[question.kind], question)
    asked = [groups[group] for group in ("time", "worth", "firm") if group in groups]
    for question, _ in weighed:
        if len(asked) < ASKED and question.kind not in {q.kind for q in asked}:
            asked.append(question)
    return tuple(asked)


def _as_it_is(
    venture: Venture, seed: int, run: int, runs: int, shocks: tuple[Shock, ...]
) -> tuple[History, dict[str, History]]:
    """The history of a design, and those without each of its ties."""
    ids = [tie.id for tie in venture.ties]
    designs = [venture, *map(venture.without_tie, ids)]
    planned = [shocks, *(_of(design, shocks) for design in designs[1:])]
    whole, *others = simulate_together(
        designs, max(run, runs) + 1, seed, watched=run + 1, shocks=planned
    )
    return whole, dict(zip(ids, others, strict=True))


def _worked_out(case: Case, seed: int, asked: list[Candidate]) -> list[Weighed]:
    """All questions with their weights; the designs they need are run together."""
    designs = list(dict.fromkeys(design for one in asked for design in one.designs))
    total = case.whole.foreign_sales.shape[1]
    shocks = [_of(design, case.shocks) for design in designs]
    found = simulate_together(designs, total, seed, shocks=shocks) if designs else []
    history = dict(zip(designs, found, strict=True))
    return [one.work_out([history[design] for design in one.designs]) for one in asked]


def _of(venture: Venture, shocks: tuple[Shock, ...]) -> tuple[Shock, ...]:
    """The shocks of a scenario that strike a tie of this design."""
    ids = {tie.id for tie in venture.ties}
    return tuple(shock for shock in shocks if shock.tie_id in ids)
