"""Plays the game of the book's page without computers, by the rules printed there."""

from dataclasses import dataclass, field

from leverplug import unplugged
from leverplug.unplugged.dice import FACES

TOKENS, ASIDE = 10, 1
FIRST_MARKET, NEXT_MARKET, MARKETS = 5, 15, 4
LOST_SHARE, LOST_HOUSE = 5, 8
SHORT = 3


@dataclass
class Paper:
    """One team's table: cards with their age and beads, house, standing, markets by year."""

    cards: dict[str, int] = field(default_factory=dict)  # kind -> age
    beads: dict[str, int] = field(default_factory=dict)  # kind -> beads on the card
    house: int = 3
    standing: int = 2
    markets: list[int] = field(default_factory=list)
    absorbed: bool = False
    at_work: set[str] = field(default_factory=set)  # cards that worked last year


def nearest(beads: int, parts: int) -> int:
    """Beads to take away: a part of them, to the nearest whole."""
    return (2 * beads + parts) // (2 * parts)


def period(card: unplugged.Card, age: int):
    return next(p for p in card.periods if p.first <= age <= p.last)


def pay(team: Paper, wanted: list[str]) -> None:
    """Claims first, then the cards in the order wanted, as far as the tokens go."""
    for kind in list(team.cards):
        if kind not in wanted:
            del team.cards[kind]
    left = TOKENS - ASIDE
    left -= sum(period(unplugged.card(k), age).claims for k, age in team.cards.items())
    for kind in wanted:
        cost = unplugged.card(kind).cost
        if cost <= left:
            team.cards[kind] = team.cards.get(kind, 0) + 1
            left -= cost
        else:
            team.cards.pop(kind, None)


def year(team: Paper, wanted: list[str], luck: dict[str, int]) -> None:
    """One year of the game; `luck` holds a throw for each kind, for seizing and absorption."""
    pay(team, wanted)
    for kind in team.beads:
        team.beads[kind] -= nearest(team.beads[kind], LOST_SHARE)
    team.house -= nearest(team.house, LOST_HOUSE)
    lent = max((unplugged.card(k).lends for k in team.at_work & set(team.cards)), default=0)
    brought, extra, team.at_work = 0, 0, set()
    for kind in list(team.cards):
        card = unplugged.card(kind)
        now, throw = period(card, team.cards[kind]), luck[kind]
        short = card.asks - team.standing - lent
        if throw in now.leaves.faces:
            del team.cards[kind]
            team.beads.pop(kind, None)
            continue
        if short >= SHORT:
            continue
        team.at_work.add(kind)
        if throw in now.quarrel.faces:
            for other in team.cards:
                if other != kind and team.beads.get(other):
                    team.beads[other] -= 1
            continue
        half = 2 if short > 0 else 1
        seized = next(t for (a, b), t in unplugged.seized().items() if a <= team.house <= b)
        if throw in now.opening.faces and luck["seize"] in seized.faces:
            team.beads[kind] = team.beads.get(kind, 0) + 1
            extra += 1
        team.beads[kind] = team.beads.get(kind, 0) + now.abroad // half
        brought += now.house // half
    team.house = min(team.house + brought, 20)
    total = sum(team.beads.values())
    served = 0 if total < FIRST_MARKET else 1 + (total - FIRST_MARKET) // NEXT_MARKET
    team.markets.append(min(served + extra, MARKETS))
    earned = (brought > 0) + team.house // 5 + team.markets[-1]
    team.standing = min(team.standing + earned, 20)
    giant = team.beads.get("multinational", 0)
    if "multinational" in team.cards and total:
        share = giant / total
        band = next(t for (a, b), t in unplugged.absorbed().items() if share <= b)
        team.absorbed = luck["absorbed"] in band.faces


def play(plan, seed: int) -> Paper:
    """Ten years; `plan` gives the cards wanted in each year, from 1."""
    team, sheet = Paper(), unplugged.luck(seed)
    assert set(FACES) >= {throw for row in sheet.values() for throw in row}
    for number in range(1, 11):
        if team.absorbed:
            team.markets.append(0)
        else:
            year(team, plan(number), {row: throws[number - 1] for row, throws in sheet.items()})
    return team
