"""The firm from quarter to quarter: its stocks, its markets, its sales and its cash."""

from __future__ import annotations

import numpy as np

from leverplug.model.history import ENTERED, FAILED, LEFT
from leverplug.model.state import MARKET, REGIONS, State, distances

_STEEPEST = 700.0  # beyond it exp overflows


def logistic(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), safe for any finite x.

    Example:
        >>> float(logistic(np.array(0.0)))
        0.5
    """
    return 1 / (1 + np.exp(np.minimum(-x, _STEEPEST)))  # three times as fast as by tanh


def pairs(chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Row and column of every True in a table, row by row."""
    (places,) = chosen.ravel().nonzero()  # half the time of the table's own `nonzero`
    return np.divmod(places, chosen.shape[1])


def fill_stocks(state: State) -> None:
    """Levers fill resources, learning fills knowledge; all of them fade (appendix, equation 5)."""
    k, m = state.inputs.numbers, state.inputs.model
    gained = k["foreign_yield"] * state.lever
    gained -= m["holding_fade"] * state.holding
    state.holding += gained
    given = k["organisational_yield"][:, 0] @ state.lever + m["own_growth"]
    _fill(state.organisational, given, m["organisational_fade"])
    absorption = state.learning + m["learning_half"] * (1 + k["dissimilarity"])
    np.divide(state.learning, absorption, out=absorption)
    taught = m["teaching"] * (k["dissimilarity"][:, 0] @ (state.strength * absorption))
    _fill(state.knowledge, taught + m["practice"] * state.intensity, m["knowledge_fade"])


def earn_legitimacy(state: State) -> None:
    """Legitimacy: earned by resources and results, lent by partners (appendix, equation 6)."""
    k, m = state.inputs.numbers, state.inputs.model
    total = state.sales.sum(0)
    prestige = k["prestige"][:, 0] @ state.strength
    earned = m["legitimacy_resources"] * state.organisational
    earned = earned + m["legitimacy_results"] * total / (total + MARKET)
    _fill(state.legitimacy, earned + m["legitimacy_prestige"] * prestige, m["legitimacy_fade"])
    lent = m["lent"] * (1 - np.exp(-prestige))
    state.effective_legitimacy = state.legitimacy + (1 - state.legitimacy) * lent


def _fill(stock: np.ndarray, inflow: np.ndarray, fade: float) -> None:
    """A stock from 0 to 1: what flows in fills what is missing, a share of it fades."""
    stock += np.minimum(inflow, 1) * (1 - stock) - fade * stock


def weigh_markets(state: State) -> None:
    """Drive towards each foreign region, shape (4, R) (appendix, equation 7)."""
    inputs, k, m = state.inputs, state.inputs.numbers, state.inputs.model
    held = inputs.reach.T @ state.holding
    state.foreign = 1 - np.exp(np.negative(held, out=held), out=held)
    loyalty = m["drag"] * k["narrowing"] * (1 - inputs.reach)  # to the old circle, not to strangers
    drag = inputs.obligation * (loyalty.T @ state.plug)
    firm = (
        m["drive_base"]
        + m["drive_organisational"] * state.organisational
        + m["drive_knowledge"] * state.knowledge
        + m["drive_push"] * (0.5 - inputs.home_market)
        + m["drive_high_tech"] * inputs.high_tech
        - m["drive_newness"] * (1 - state.effective_legitimacy)
    )
    far = m["drive_distance"] * distances() * (1 - m["distance_learnt"] * state.knowledge)
    state.drive = m["drive_foreign"] * state.foreign
    state.drive += firm
    state.drive -= far
    state.drive -= drag


def enter_markets(state: State, quarter: int) -> None:
    """Regions are entered by chance, later where comfort delays it (appendix, equation 10)."""
    m, inputs = state.inputs.model, state.inputs
    comfort = np.exp(-m["comfort"] * (inputs.numbers["comfort"][:, 0] @ state.strength))
    odds = m["entry"] * logistic(m["entry_slope"] * (state.drive - m["entry_drive"]))
    odds = odds * (1 + m["search_entry"] * state.search) * comfort
    entered = (state.entry_draws(quarter) < odds) & state.alive & ~state.present
    region, run = pairs(entered)
    if len(run):
        state.present |= entered
        state.sales[region, run] = m["first_sales"]
        state.note(quarter, ENTERED, run, region=region)


def sell(state: State, quarter: int) -> None:
    """Sales follow the drive; a region that bears too little is left (appendix, equation 11)."""
    m, inputs = state.inputs.model, state.inputs
    demand = state.demand_factors(quarter)
    gap = MARKET * logistic(state.drive)
    gap *= demand[:REGIONS]
    gap -= state.sales
    gap *= np.where(gap > 0, m["sales_rise"], m["sales_fall"])
    gap *= state.present
    state.sales += gap
    left = state.present & (state.sales < m["exit_sales"])
    region, run = pairs(left & state.alive)
    state.note(quarter, LEFT, run, region=region)
    state.present &= ~left
    state.sales *= state.present
    known = m["home_base"] + m["home_resources"] * state.organisational
    known = known + m["home_knowledge"] * state.knowledge
    size = MARKET * (m["home_smallest"] + m["home_range"] * inputs.home_market)
    state.home_sales += m["home_speed"] * (size * logistic(known) * demand[-1] - state.home_sales)


def pay(state: State, quarter: int) -> None:
    """Cash comes from sales and backers and goes on costs; without it firms fail (equation 12)."""
    m = state.inputs.model
    income = m["margin"] * (state.sales.sum(0) + state.home_sales) / MARKET
    backing = m["backing"] * state.organisational
    cost = m["burn"] + m["burn_high_tech"] * state.inputs.high_tech
    cost = cost + m["market_cost"] * state.present.sum(0)
    cost = cost + m["search_cost"] * state.search + m["plug_cost"] * state.obligations
    state.cash = np.minimum(state.cash + (income + backing - cost) * state.alive, m["cash_most"])
    broke = state.alive & (state.cash < 0)
    state.note(quarter, FAILED, broke.nonzero()[0])
    state.alive &= ~broke
    state.present &= state.alive
    state.sales *= state.alive
    state.home_sales *= state.alive
    total = state.sales.sum(0)
    state.intensity = total / np.maximum(total + state.home_sales, 1e-9)
