"""The firm from quarter to quarter: its stocks, its markets, its sales and its cash."""

from __future__ import annotations

import numpy as np

from leverplug.model.history import ENTERED, FAILED, LEFT
from leverplug.model.state import MARKET, ONE, REGIONS, ZERO, State

_MARKET = np.array(MARKET)
_LEAST = np.array(1e-9)  # keeps a quotient of nothing by nothing finite
_STEEPEST = np.array(700.0)  # beyond it exp overflows


def logistic(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), safe for any finite x.

    Example:
        >>> logistic(np.zeros(1)).tolist()
        [0.5]
    """
    y = np.negative(x)
    np.minimum(y, _STEEPEST, out=y)
    np.exp(y, out=y)
    y += ONE
    return np.divide(ONE, y, out=y)  # three times as fast as by tanh


def fill_stocks(state: State) -> None:
    """Levers fill resources, learning fills knowledge; all of them fade (appendix, equation 5)."""
    k, m, by_kind = state.by_tie, state.model, state.kind
    gained = k["foreign_yield"] * state.lever
    gained -= m["holding_fade"] * state.holding
    state.holding += gained
    given = by_kind["organisational_yield"] @ state.lever
    given += m["own_growth"]
    _fill(state.organisational, given, m["organisational_fade"])
    absorption = state.learning + k["learning_half"]
    np.divide(state.learning, absorption, out=absorption)
    absorption *= state.strength
    taught = by_kind["dissimilarity"] @ absorption
    taught *= m["teaching"]
    taught += m["practice"] * state.intensity
    _fill(state.knowledge, taught, m["knowledge_fade"])


def earn_legitimacy(state: State) -> None:
    """Legitimacy: earned by resources and results, lent by partners (appendix, equation 6)."""
    m = state.model
    prestige = state.kind["prestige"] @ state.strength
    earned = m["legitimacy_resources"] * state.organisational
    results = m["legitimacy_results"] * state.foreign_sales
    results /= state.foreign_sales + _MARKET
    earned += results
    earned += m["legitimacy_prestige"] * prestige
    _fill(state.legitimacy, earned, m["legitimacy_fade"])
    np.negative(prestige, out=prestige)
    np.exp(prestige, out=prestige)
    lent = np.subtract(ONE, prestige, out=prestige)
    lent *= m["lent"]
    lent *= ONE - state.legitimacy
    state.effective_legitimacy = np.add(state.legitimacy, lent, out=lent)


def _fill(stock: np.ndarray, inflow: np.ndarray, fade: np.ndarray) -> None:
    """A stock from 0 to 1: what flows in fills what is missing, a share of it fades.

    The array of what flows in is used up.
    """
    np.minimum(inflow, ONE, out=inflow)
    inflow *= ONE - stock
    inflow -= fade * stock
    stock += inflow


def weigh_markets(state: State) -> None:
    """Drive towards each foreign region, shape (4, R) (appendix, equation 7)."""
    inputs, m = state.inputs, state.model
    held = inputs.reach.T @ state.holding
    np.exp(np.negative(held, out=held), out=held)
    state.foreign = np.subtract(ONE, held, out=held)
    drag = state.loyalty.T @ state.plug
    drag *= inputs.obligation
    firm = m["drive_organisational"] * state.organisational
    firm += m["drive_base"]
    firm += m["drive_knowledge"] * state.knowledge
    firm += state.push
    firm += state.high_tech_drive
    newness = ONE - state.effective_legitimacy
    newness *= m["drive_newness"]
    firm -= newness
    near = m["distance_learnt"] * state.knowledge
    np.subtract(ONE, near, out=near)
    state.drive = m["drive_foreign"] * state.foreign
    state.drive += firm
    state.drive -= state.far * near
    state.drive -= drag


def enter_markets(state: State, quarter: int) -> None:
    """Regions are entered by chance, later where comfort delays it (appendix, equation 10)."""
    m = state.model
    may = np.greater(state.alive, state.present)  # one that has no place there yet
    comfort = m["comfort"] * (state.kind["comfort"] @ state.strength)
    np.exp(np.negative(comfort, out=comfort), out=comfort)
    odds = m["entry"] * logistic(m["entry_slope"] * (state.drive - m["entry_drive"]))
    searching = m["search_entry"] * state.search
    searching += ONE
    odds *= searching
    odds *= comfort
    entered = state.entry_draws(quarter) < odds
    entered &= may
    (places,) = entered.ravel().nonzero()
    if len(places):
        state.present |= entered
        state.sales.ravel()[places] = m["first_sales"]
        region, run = np.divmod(places, state.runs)
        state.note(quarter, ENTERED, run, region=region)


def sell(state: State, quarter: int) -> None:
    """Sales follow the drive; a region that bears too little is left (appendix, equation 11)."""
    m = state.model
    demand = state.demand_factors(quarter)
    gap = logistic(state.drive)
    gap *= _MARKET
    gap *= demand[:REGIONS]
    gap -= state.sales
    gap *= np.where(gap > ZERO, m["sales_rise"], m["sales_fall"])
    gap *= state.present
    state.sales += gap
    left = state.sales < m["exit_sales"]
    left &= state.present
    (places,) = left.ravel().nonzero()
    if len(places):
        region, run = np.divmod(places, state.runs)
        there = state.alive[run]
        state.note(quarter, LEFT, run[there], region=region[there])
        state.present.ravel()[places] = False
        state.sales.ravel()[places] = 0
    known = m["home_resources"] * state.organisational
    known += m["home_base"]
    known += m["home_knowledge"] * state.knowledge
    home = state.home_size * logistic(known)
    home *= demand[-1]
    home -= state.home_sales
    home *= m["home_speed"]
    state.home_sales += home


def pay(state: State, quarter: int) -> None:
    """Cash comes from sales and backers and goes on costs; without it firms fail (equation 12)."""
    m = state.model
    total = np.add.reduce(state.sales)
    income = m["margin"] * (total + state.home_sales)
    income /= _MARKET
    income += m["backing"] * state.organisational
    cost = m["market_cost"] * np.add.reduce(state.present)
    cost += state.upkeep
    cost += m["search_cost"] * state.search
    cost += m["plug_cost"] * state.obligations
    income -= cost
    income *= state.living
    state.cash += income
    np.minimum(state.cash, m["cash_most"], out=state.cash)
    broke = state.cash < ZERO
    broke &= state.alive
    (run,) = broke.nonzero()
    if len(run):
        state.note(quarter, FAILED, run)
        state.end(run)
    state.home_sales *= state.living
    total *= state.living
    state.foreign_sales = total
    everything = total + state.home_sales
    state.intensity = total / np.maximum(everything, _LEAST, out=everything)
