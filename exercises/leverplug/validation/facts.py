"""The facts the model has to show, as a report that says what holds, what does not, by how much.

F1 to F3 repeat published tables in virtual surveys; F4 to F12 are stylised facts of the sources;
F13 is that the model is sound. Years and thresholds in F5 to F8 are the kit's reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from leverplug import catalogue, datasets, outcomes, portfolios
from leverplug.model.history import History, Shock
from leverplug.model.simulation import simulate
from leverplug.validation import survey
from leverplug.venture import Capabilities, Tie, Venture

RUNS = 3000
SURVEYS = 1000
_Z = 1.96  # standard errors either side of a 95 % interval
_STARS = ((3.291, 3), (2.576, 2), (1.960, 1))  # |t| at least, and the stars it earns
_BORDERLINE = {"organisational: business", "foreign: institutional"}  # t about 1.96; misprinted


@dataclass(frozen=True)
class Fact:
    """One line of the report.

    Args:
        id: F1 to F13, with the cell or case it is about.
        claim: What should hold.
        published: The printed value or threshold, None where a sign or an order is claimed.
        simulated: What the model gives.
        low, high: Central 95 %: of surveys for F2 and F3, of the mean elsewhere.
        holds: Whether the model shows the fact.
        kind: "fitted", "predicted", "input", or "doubtful" for readings of a misprinted cell.
    """

    id: str
    claim: str
    published: float | None
    simulated: float
    low: float | None
    high: float | None
    holds: bool
    kind: str = "predicted"


def report(seed: int = 1, progress: Callable[[str], None] = lambda name: None) -> list[Fact]:
    """All facts, in order.

    Args:
        seed: Key of all luck in the report.
        progress: Called with the name of each fact before it is worked out.
    """
    found = []
    for name, check in CHECKS.items():
        progress(name)
        found += check(seed)
    return found


def as_dicts(facts: list[Fact]) -> list[dict[str, Any]]:
    """The report as plain objects, for JSON."""
    return [asdict(fact) for fact in facts]


def _beyond(
    name: str, claim: str, values: np.ndarray, threshold: float = 0.0, below: bool = False
) -> Fact:
    """A claim that a mean over paired runs lies beyond a threshold, with its interval."""
    mean, error = float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))
    low, high = mean - _Z * error, mean + _Z * error
    holds = high < threshold if below else low > threshold
    return Fact(name, claim, threshold or None, mean, low, high, bool(holds))


def availability(seed: int) -> list[Fact]:
    """F1: ratings of five personal kinds of tie, by sector; an input read back."""
    found = []
    kinds = [kind for kind in catalogue.tie_kinds().values() if kind.channel == "personal"]
    printed = {row["kind"]: row for row in datasets.rows("survey_ties")}
    for code, sector in enumerate(catalogue.SECTORS):
        ratings = survey.rate_ties(np.full(50 * survey.FIRMS, code), seed)
        for kind, column in zip(kinds, ratings.T, strict=True):
            value, mean = float(printed[kind.key][f"mean_{sector}"]), float(column.mean())
            claim = f"{kind.label}, {sector.replace('_', '-')}: mean availability within 0.10"
            name = f"F1 {kind.key}, {sector}"
            found.append(
                Fact(name, claim, value, mean, value - 0.1, value + 0.1,
                     abs(mean - value) <= 0.1, "input")
            )  # fmt: skip
    return found


@lru_cache(maxsize=1)
def _surveys(seed: int) -> dict[str, np.ndarray]:
    """The virtual surveys behind F2 and F3; they are the same."""
    return survey.virtual_surveys(SURVEYS, seed=seed)


def channels(seed: int) -> list[Fact]:
    """F2: the regression of resources on the use of three channels."""
    found = _surveys(seed)
    facts = []
    for row in datasets.rows("survey_regression"):
        if row["row"] == "r2":
            facts.append(_r_squared(row, found))
        elif row["row"] in survey.CHANNELS:
            facts += _coefficient(row, found)
    return facts


def _coefficient(row: dict[str, str], found: dict[str, np.ndarray]) -> list[Fact]:
    cell = f"{row['outcome']}: {row['row']}"
    low, middle, high = np.percentile(found[cell], [2.5, 50, 97.5])
    kind = "fitted" if row["outcome"] != "network" else "predicted"
    doubtful = cell == "foreign: institutional"
    readings = {"as printed": row["value"]}
    readings |= {f"read as {row[rival]}": row[rival] for rival in ("rival_1", "rival_2")
                 if doubtful and row[rival]}  # fmt: skip
    facts = []
    for reading, text in readings.items():
        value = float(text)
        note = f", {reading}" if doubtful else ""
        claim = f"Table 4, {cell}{note}: inside the central 95 % of virtual surveys"
        inside = bool(low <= value <= high)
        facts.append(
            Fact(f"F2 {cell}{note}", claim, value, middle, low, high, inside,
                 "doubtful" if doubtful else kind)
        )  # fmt: skip
    if cell not in _BORDERLINE:
        facts.append(_significance(row, cell, found))
    return facts


def _significance(row: dict[str, str], cell: str, found: dict[str, np.ndarray]) -> Fact:
    printed = len(row["stars"])
    t = abs(float(np.median(found[f"{cell} t"])))
    stars = next((count for least, count in _STARS if t >= least), 0)
    claim = f"Table 4, {cell}: same stars in the median survey"
    return Fact(f"F2 {cell}, stars", claim, printed, stars, None, None, stars == printed)


def _r_squared(row: dict[str, str], found: dict[str, np.ndarray]) -> Fact:
    value, cell = float(row["corrected"] or row["value"]), f"{row['outcome']}: r_squared"
    middle = float(np.median(found[cell]))
    claim = f"Table 4, R² of {row['outcome']} resources: within .06"
    kind = "fitted" if row["outcome"] != "network" else "predicted"
    inside = abs(middle - value) <= 0.06
    return Fact(f"F2 {cell}", claim, value, middle, value - 0.06, value + 0.06, inside, kind)


def new_ventures(seed: int) -> list[Fact]:
    """F3: the logit of being an international new venture."""
    found = _surveys(seed)
    printed = {(r["term"], r["statistic"]): r["value"] for r in datasets.rows("survey_logit")}
    facts = []
    for term in ("industry", "personal"):
        value = float(printed[term, "b"])
        low, middle, high = np.percentile(found[f"inv: {term}"], [2.5, 50, 97.5])
        claim = f"Table 5, B of {term}: inside the central 95 % of virtual surveys"
        inside = bool(low <= value <= high)
        facts.append(Fact(f"F3 {term}", claim, value, middle, low, high, inside, "fitted"))
    negative = float((found["inv: personal"] < 0).mean())
    claim = "personal networks have a negative B in at least 90 % of surveys"
    facts.append(Fact("F3 sign", claim, 0.90, negative, None, None, negative >= 0.90))
    correct = float(np.median(found["inv: correct"]))
    claim = "share classified correctly: 60.3 % give or take 4 points"
    inside = abs(correct - 0.603) <= 0.04
    facts.append(Fact("F3 correct", claim, 0.603, correct, 0.563, 0.643, inside))
    return facts


def proactive(seed: int) -> list[Fact]:
    """F4: more search makes more ventures rapid internationalisers."""
    rapid = [
        outcomes.international_new_venture(simulate(portfolios.standard(search), RUNS, seed))
        for search in (0.1, 0.3)
    ]
    claim = "search from .1 to .3: share with a first sale within three years up by 10 points"
    gain = rapid[1].astype(float) - rapid[0]
    fact = _beyond("F4", claim, gain)
    return [replace(fact, published=0.10, holds=fact.simulated >= 0.10 and fact.holds)]


def window(seed: int) -> list[Fact]:
    """F5: a partnership pays early and no longer once the firm is established."""
    facts = []
    for sector in catalogue.SECTORS:
        base = portfolios.of_sector(portfolios.standard(learning=0.1, scale=0.9), sector)
        ends = [simulate(base, RUNS, seed)] + [
            simulate(portfolios.with_partner(base, year), RUNS, seed) for year in range(1, 11)
        ]
        sales = np.array([outcomes.cumulative_foreign_sales(history) for history in ends])
        worth = np.diff(sales, axis=0)  # of keeping the partner through each year
        standing = ends[-1].legitimacy.mean(1)[::4]  # as each year begins
        for year in range(1, 5):
            claim = f"{sector.replace('_', '-')}: keeping the partner through year {year} pays"
            facts.append(_beyond(f"F5 {sector}, year {year}", claim, worth[year - 1]))
        late = worth[standing > 0.8].sum(0)
        claim = f"{sector.replace('_', '-')}: keeping it once legitimacy has passed .8 does not pay"
        facts.append(_beyond(f"F5 {sector}, established", claim, late, below=True))
        best = int(sales.mean(1).argmax())
        claim = f"{sector.replace('_', '-')}: the best year to end it is neither 0 nor 10"
        facts.append(Fact(f"F5 {sector}, best", claim, None, best, None, None, 0 < best < 10))
    return facts


def reflective(seed: int) -> list[Fact]:
    """F6: revenue first leads early, learning first leads late."""
    revenue = simulate(portfolios.revenue_first(), RUNS, seed).foreign_sales
    learning = simulate(portfolios.learning_first(), RUNS, seed).foreign_sales
    gap = revenue - learning
    return [
        _beyond("F6 year 2", "revenue first leads at year 2 (foreign sales)", gap[7]),
        _beyond("F6 year 8", "learning first leads at year 8 (foreign sales)", -gap[31]),
    ]


def easy_ties(seed: int) -> list[Fact]:
    """F7: easy ties help only early."""
    easy = simulate(portfolios.easy(), RUNS, seed)
    holistic = simulate(portfolios.holistic(), RUNS, seed)
    gap = easy.foreign_resources - holistic.foreign_resources
    early = gap[:4].min(0)
    facts = [_beyond("F7 early", "easy ties lead in quarters 1 to 4 (foreign resources)", early)]
    for name, series in (
        ("resources", gap),
        ("sales", easy.foreign_sales - holistic.foreign_sales),
    ):
        claim = f"the holistic portfolio leads at year 10 (foreign {name})"
        facts.append(_beyond(f"F7 late, {name}", claim, -series[39]))
    return facts


def deliberate(seed: int) -> list[Fact]:
    """F8: extensive first, then deliberate."""
    late = outcomes.foreign_sales_at(40)
    switcher = late(simulate(portfolios.extensive_then_deliberate(), RUNS, seed))
    rivals = {"extensive": portfolios.extensive(), "deliberate": portfolios.deliberate()}
    return [
        _beyond(
            f"F8 {name}",
            f"switching beats always {name} at year 10 (foreign sales)",
            switcher - late(simulate(rival, RUNS, seed)),
        )
        for name, rival in rivals.items()
    ]


def lever_and_plug(seed: int) -> list[Fact]:
    """F9: obligation breeds de-internationalisation; cutting a plug brings recovery."""
    few, many = (
        outcomes.de_internationalised(simulate(portfolios.obliged(level), RUNS, seed)).astype(float)
        for level in (0.5, 1.5)
    )
    kept = simulate(portfolios.obliged(1.5), RUNS, seed).foreign_sales
    cut = simulate(portfolios.obliged(1.5, cut=20), RUNS, seed).foreign_sales
    facts = [
        _beyond("F9 obligation", "more obligation, more de-internationalisation", many - few),
        _beyond("F9 recovery", "cutting the plug in year 5 pays by year 10", cut[39] - kept[39]),
    ]
    return [*facts, *_ia(seed)]


def _ia(seed: int) -> list[Fact]:
    """The coded case: who helped and who hindered, in foreign sales, on the same luck."""
    from leverplug.experiments import ia

    venture = ia.venture()
    full = simulate(venture, RUNS, seed).foreign_sales

    def added(tie: str) -> np.ndarray:
        return full - simulate(venture.without_tie(tie), RUNS, seed).foreign_sales

    facts = [
        _beyond(f"F9 {tie}", f"{tie} contributes over ten years", added(tie).sum(0))
        for tie in ("JPH", "R")
    ]
    for tie in ("T", "B", "F", "Z"):
        claim = f"{tie} contributes nothing or less in years 8 to 10"
        late = added(tie)[28:].sum(0)
        fact = _beyond(f"F9 {tie}", claim, late)
        facts.append(replace(fact, holds=not fact.holds))
    lz = added("Lz")
    facts.append(_beyond("F9 Lz, early", "Lz contributes in years 1 and 2", lz[:8].sum(0)))
    facts.append(_beyond("F9 Lz, late", "Lz costs in years 8 to 10", lz[28:].sum(0), below=True))
    return facts


def giants(seed: int) -> list[Fact]:
    """F10: a multinational gives most, early, and takes most when it leaves."""
    base = portfolios.standard(learning=0.1, scale=0.8)
    alone = simulate(base, RUNS, seed).foreign_sales
    gains, losses = {}, {}
    for key in catalogue.tie_kinds():
        venture = _with_late(base, key, 0.2)
        kept = simulate(venture, RUNS, seed).foreign_sales
        left = simulate(venture, RUNS, seed, shocks=(Shock(25, "late"),)).foreign_sales
        gains[key], losses[key] = kept[19] - alone[19], kept[27] - left[27]
    facts = []
    for name, series, what in (
        ("gain", gains, "added in year 4, it gains most within two years"),
        ("loss", losses, "its leaving in year 7 costs most within a year"),
    ):
        second = max((k for k in series if k != "multinational"), key=lambda k: series[k].mean())
        claim = f"a multinational, of all kinds of tie: {what} (next: {second})"
        facts.append(_beyond(f"F10 {name}", claim, series["multinational"] - series[second]))
    return [*facts, _dependence(base, seed)]


def _with_late(base: Venture, kind: str, effort: float) -> Venture:
    region = "developed" if catalogue.tie_kinds()[kind].has_region else None
    return base.with_tie(Tie("late", kind, effort, start=13, region=region))


def _dependence(base: Venture, seed: int) -> Fact:
    """Loss of a multinational that holds much against one that holds little."""
    shock, shares = (Shock(25, "late"),), []
    for effort in (0.08, 0.2):
        venture = _with_late(base, "multinational", effort)
        kept, left = simulate(venture, RUNS, seed), simulate(venture, RUNS, seed, shocks=shock)
        shares.append(kept.foreign_sales[27] - left.foreign_sales[27])
    claim = "the more the firm depends on it, the more its leaving costs"
    return _beyond("F10 dependence", claim, shares[1] - shares[0])


def small_home(seed: int) -> list[Fact]:
    """F11: a small home market pushes a firm out earlier."""
    small, large = (
        simulate(portfolios.with_home_market(portfolios.standard(), size), RUNS, seed)
        for size in (0.0, 1.0)
    )
    never = 41.0  # a quarter after the last: a run without exports counts as late, not as missing
    first = [np.nan_to_num(outcomes.first_export(h), nan=never) for h in (small, large)]
    return [_beyond("F11", "first export earlier from a small home market", first[1] - first[0])]


def luck_or_choice(seed: int) -> list[Fact]:
    """F12: luck's share in the variance of foreign sales after ten years, over 200 portfolios."""
    late = outcomes.foreign_sales_at(40)
    sales = np.array([late(simulate(v, 200, seed)) for v in random_portfolios(200)])
    within = sales.var(axis=1, ddof=1).mean()
    between = sales.mean(1).var(ddof=1) - within / sales.shape[1]
    share = float(within / (within + between))
    claim = "luck's share in the variance of foreign sales at year 10 lies between 30 and 60 %"
    return [Fact("F12", claim, None, share, 0.30, 0.60, 0.30 <= share <= 0.60)]


def random_portfolios(count: int, seed: int = 2024) -> Iterator[Venture]:
    """Portfolios by a rule fixed before looking: 2 to 8 ties of any kind, effort split at random.

    Args:
        count: How many.
        seed: Key of the portfolios, not of their luck.
    """
    rng = np.random.default_rng(seed)
    kinds, regions = list(catalogue.tie_kinds().values()), catalogue.foreign_regions()
    for _ in range(count):
        size = int(rng.integers(2, 9))
        shares = np.floor(1000 * rng.dirichlet(np.ones(size + 2))) / 1000
        ties = []
        for number in range(size):
            kind, region = kinds[rng.integers(len(kinds))], regions[rng.integers(4)]
            where = region if kind.has_region else None
            begin = int(rng.integers(1, 9))
            ties.append(Tie(f"tie-{number}", kind.key, float(shares[number]), begin, region=where))
        search, learning = float(shares[-2]), float(shares[-1])
        yield Venture(capabilities=Capabilities(search, learning), ties=tuple(ties))


def sound(seed: int) -> list[Fact]:
    """F13: no design breaks the books, and splitting a tie gains nothing."""
    worst = max(_breaches(simulate(v, 50, seed)) for v in random_portfolios(100, seed=7))
    claim = "effort within 1, stocks within 0 and 1, no value undefined: breaches in 100 designs"
    facts = [Fact("F13 bounds", claim, 0, worst, None, None, worst == 0)]
    whole = portfolios.standard()
    half = replace(whole.tie("fair-1"), effort=whole.tie("fair-1").effort / 2)
    split = whole.replace_tie(half).with_tie(replace(half, id="fair-2"))
    total = outcomes.cumulative_foreign_sales
    gain = total(simulate(split, RUNS, seed)) - total(simulate(whole, RUNS, seed))
    fact = _beyond("F13 split", "a tie split into two of its kind gains nothing", gain)
    return [*facts, replace(fact, holds=not fact.holds)]


def _breaches(history: History) -> int:
    """How many values of a history lie outside what they can mean."""
    shares = ("foreign_resources", "organisational", "knowledge", "legitimacy", "effort_used",
              "obligations", "foreign_intensity")  # fmt: skip
    amounts = ("foreign_sales", "home_sales", "region_sales")
    slack = 1e-9
    outside = sum(
        int(((getattr(history, n) < -slack) | (getattr(history, n) > 1 + slack)).sum())
        for n in shares
    )
    undefined = sum(int((~np.isfinite(getattr(history, n))).sum()) for n in (*shares, *amounts))
    return outside + undefined + sum(int((getattr(history, n) < 0).sum()) for n in amounts)


CHECKS: dict[str, Callable[[int], list[Fact]]] = {
    "F1": availability, "F2": channels, "F3": new_ventures, "F4": proactive, "F5": window,
    "F6": reflective, "F7": easy_ties, "F8": deliberate, "F9": lever_and_plug, "F10": giants,
    "F11": small_home, "F12": luck_or_choice, "F13": sound,
}  # fmt: skip
