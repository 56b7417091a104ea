"""The board of a league: places and points of each round, the standing, and what luck did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from leverplug.league.judging import GOALS, SET, Results, Stand, line_up
from leverplug.league.rules import SET_DESIGNS, Rules
from leverplug.record.form import MOST_SEED
from leverplug.venture import ValidationError

MOST_ROUNDS = 6
MOST_BUDGET = 30
_TWICE = 1.96  # standard errors to either side hold 95 of 100 tosses of a fair coin


@dataclass(frozen=True)
class League:
    """A league as an instructor sets it up, and what teams handed in.

    Args:
        rounds: What was pasted for each round, one line for a team; up to 6 rounds.
        luck: Seed of the draws of round 1.
        new_luck: Whether each round has the next seed; else all have one.
        budget: Most changes between two rounds, 0 to 30.
        goal: Key of `judging.GOALS`.
        set_design: Key of `judging.SET_DESIGNS`.
        base: Code or link of a venture whose firm and founder all must have, or of a scenario of
            the venture lab, whose shocks and budget of effort count as well; empty for those of
            the first design.

    Raises:
        ValidationError: One of them is out of its range; a base that cannot be opened.
    """

    rounds: tuple[str, ...] = ("",)
    luck: int = 1
    new_luck: bool = False
    budget: int = 3
    goal: str = "sales"
    set_design: str = "easy"
    base: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.rounds) <= MOST_ROUNDS:
            remedy = f"give 1 to {MOST_ROUNDS} rounds"
            raise ValidationError("rounds", len(self.rounds), remedy)
        for name, value, most in (("luck", self.luck, MOST_SEED - MOST_ROUNDS),
                                  ("budget", self.budget, MOST_BUDGET)):  # fmt: skip
            if type(value) is not int or not 0 <= value <= most:
                raise ValidationError(name, value, f"give a whole number from 0 to {most}")
        for name, known in (("goal", GOALS), ("set_design", SET_DESIGNS)):
            if getattr(self, name) not in known:
                raise ValidationError(name, getattr(self, name), f"choose of {', '.join(known)}")
        self.rules()

    def rules(self) -> Rules:
        """Its rules.

        Raises:
            ValidationError: The base cannot be opened.
        """
        return Rules(self.budget, self.set_design, self.base)

    def seed(self, number: int) -> int:
        """The seed of a round, counted from 0."""
        return self.luck + number if self.new_luck else self.luck


@dataclass(frozen=True)
class Row:
    """A team in a round.

    Args:
        stand: Its design.
        value: What it came to, as the goal counts it.
        place: Its place on common luck, 1 the best; teams that tie share the best of theirs.
        points: One, one for each team that it beats, and half a one for each that it ties with.
        own_value, own_place: What it came to, and its place, in a single run each with a luck of
            its own.
    """

    stand: Stand
    value: int
    place: int
    points: float
    own_value: float
    own_place: int


@dataclass(frozen=True)
class Round:
    """A round that was judged: rows by place, remarks on what was handed in, and a verdict.

    Words are not escaped. A round without designs has no rows.
    """

    seed: int
    rows: tuple[Row, ...] = ()
    remarks: tuple[str, ...] = ()
    verdict: str = ""
    of_luck: str = ""


@dataclass(frozen=True)
class Total:
    """A team in the standing.

    Args:
        team: Its name.
        points: Of each round; None where it was not there.
        total: Of all rounds.
        place: 1 the best; teams that tie share the best of theirs.
        lent: In how many rounds the set design stood in for it.
    """

    team: str
    points: tuple[float | None, ...]
    total: float
    place: int
    lent: int = 0


@dataclass(frozen=True)
class Board:
    """Everything that the board shows."""

    league: League
    rounds: tuple[Round, ...]
    standing: tuple[Total, ...] = field(default=())


def judge(league: League, results: Results | None = None) -> Board:
    """Judge all rounds of a league.

    Args:
        league: The league.
        results: Keeps what was run before; a new one by default.

    Example:
        >>> league = League(("Herons: kin 20%\\nOtters: trade fair close 30%",))
        >>> [row.stand.team for row in judge(league).rounds[0].rows]
        ['Otters', 'Herons']
    """
    results = results or Results()
    rules = league.rules()
    lined_up = line_up(league.rounds, rules)
    rounds = tuple(
        _round(stands, remarks, league.seed(number), league.goal, results, rules)
        for number, (stands, remarks) in enumerate(lined_up)
    )
    results.forget()
    return Board(league, rounds, _standing(rounds, lined_up))


def _round(
    stands: Sequence[Stand],
    remarks: list[str],
    seed: int,
    goal_key: str,
    results: Results,
    rules: Rules,
) -> Round:
    if not stands:
        return Round(seed, remarks=tuple(remarks))
    goal = GOALS[goal_key]
    found = results.of([stand.design for stand in stands], seed, goal_key, rules)
    values = [goal.total(each) for each in found]
    own = [float(each[number % len(each)]) for number, each in enumerate(found)]
    rows = [
        Row(stand, values[n], _place(values, n), _points(values, n), own[n], _place(own, n))
        for n, stand in enumerate(stands)
    ]
    order = sorted(range(len(rows)), key=lambda n: rows[n].place)  # stable: ties as they came
    ranked = tuple(rows[n] for n in order)
    verdict = _verdict(ranked, [found[n] for n in order])
    return Round(seed, ranked, tuple(remarks), verdict, _of_luck(ranked))


def _place(values: Sequence[float], number: int) -> int:
    return 1 + sum(value > values[number] for value in values)


def _points(values: Sequence[float], number: int) -> float:
    """Points by rank, which teams that tie share."""
    beaten = sum(value < values[number] for value in values)
    tied = sum(value == values[number] for value in values) - 1
    return 1 + beaten + tied / 2


def _verdict(rows: Sequence[Row], found: Sequence[np.ndarray]) -> str:
    """Whether the winner's lead over the next design that is not the same is more than chance."""
    mine, runs = found[0], len(found[0])
    other = next((n for n, theirs in enumerate(found) if (theirs != mine).any()), None)
    if other is None:
        return "All designs come to the same in every draw of luck." if len(rows) > 1 else ""
    alike = [row.stand.team for row in rows[:other]]
    winner = alike[0] if other == 1 else f"What {' and '.join(alike)} share"
    second, theirs = rows[other], found[other]
    more, less = (int(n) for n in ((mine > theirs).sum(), (mine < theirs).sum()))
    words = (
        f"{winner} comes to more than {second.stand.team} in {100 * more / runs:.0f} of 100 draws "
        f"of luck and to less in {100 * less / runs:.0f}"
    )
    if rows[0].place == second.place:
        return f"By the number on the board both are first. {words}."
    if abs(more - less) <= _TWICE * np.sqrt(more + less):
        return (
            f"{words}: that is within chance, as a fair coin might fall. Another luck may turn it."
        )
    if less > more:
        return (
            f"{words}. By the number on the board it wins all the same: it gains more where it "
            f"gains. A choice of goal is a choice of winner."
        )
    often = 100 * less / runs
    beyond = f"; in a single life the second still does better in {often:.0f} of 100"
    return f"{words}: more than chance{beyond if often >= 0.5 else ''}."


def _of_luck(rows: Sequence[Row]) -> str:
    """What a single life each would have made of the round."""
    if len(rows) < 2:
        return ""
    winners = [row.stand.team for row in rows if row.own_place == 1]
    moved = sum(row.own_place != row.place for row in rows)
    who = winners[0] if len(winners) == 1 else f"{len(winners)} teams"
    return (
        f"Had each team lived one life only, with a luck of its own, {who} would have come first, "
        f"and {moved} of {len(rows)} teams would have had another place."
    )


def _standing(
    rounds: Sequence[Round], lined_up: Sequence[tuple[list[Stand], list[str]]]
) -> tuple[Total, ...]:
    teams = dict.fromkeys(stand.team for stands, _ in lined_up for stand in stands)
    points: dict[str, list[float | None]] = {team: [] for team in teams}
    for one in rounds:
        got = {row.stand.team: row.points for row in one.rows}
        for team, mine in points.items():
            mine.append(got.get(team))
    totals = {team: sum(p for p in mine if p is not None) for team, mine in points.items()}
    lent = [row.stand.team for one in rounds for row in one.rows if row.stand.source == SET]
    values = list(totals.values())
    table = [
        Total(team, tuple(points[team]), totals[team], _place(values, n), lent.count(team))
        for n, team in enumerate(totals)
    ]
    return tuple(sorted(table, key=lambda row: row.place))
