"""What a reveal marks as right is what the model or the data say, computed as its chapter does."""

import contents
import numpy as np
from each import each
from leverplug import datasets, network, outcomes, simulate
from leverplug.experiments import (
    capabilities,
    exits,
    giant,
    home_market,
    keep_feed_cut,
    partner_start,
    population,
    resource_portfolio,
    small_venture,
)
from leverplug.network import people
from leverplug.validation import survey
from markdown import Block, blocks
from practice import outcome

SEEDS = (1, 2, 3)  # the draws of luck that chapters show


def named(kind: str) -> list[Block]:
    """Every directive of one kind in the book."""
    return [block for page in contents.pages() for block in blocks(page.text) if block.name == kind]


def marked(id_: str) -> str:
    """What the reveal of a prediction marks."""
    (shown,) = [block for block in named("reveal") if block.argument.strip() == id_]
    return shown.options.get("right", "")


def bounds(id_: str) -> tuple[float, float]:
    read = outcome.read(marked(id_), "number", 0)
    return float(read["least"]), float(read["most"])


def of_a_hundred(share: float) -> tuple[int, int]:
    """Where 95 of 100 counts out of a hundred fall, if `share` is the true one."""
    spread = 1.96 * np.sqrt(100 * share * (1 - share))
    return round(100 * share - spread), round(100 * share + spread)


def test_every_prediction_of_the_book_says_what_turned_out_right():
    asked = {block.options["id"] for block in named("predict")}
    assert len(asked) >= 12
    left_to_the_learner = {id_ for id_ in asked if marked(id_) == outcome.OWN}
    assert {id_ for id_ in asked if not marked(id_)} == set()
    assert left_to_the_learner == {"build-your-venture-born-global"}


def test_the_giant_leaves_fewer_lives_abroad_and_more_of_them_early():
    alone = {"kin": 0, "trade_fair": 0.45, "trade_council": 0.30}
    before, after = (
        outcomes.count_fates(
            outcomes.fates(small_venture.play(alone | {"multinational": share})[0])
        )
        for share in (0, 0.15)
    )
    early, late = outcomes.BORN_GLOBAL, outcomes.LATER
    assert after[early] + after[late] < before[early] + before[late]
    assert after[early] > before[early]
    assert marked("index-giant") == "c"


def test_the_share_that_reaches_a_half_is_the_models():
    ventures = population.draw().history
    half, quarter = (outcomes.born_global(ventures, share, 3).sum() for share in (0.5, 0.25))
    assert bounds("what-is-born-global-half") == of_a_hundred(half / quarter)


def test_the_largest_group_of_authors_is_counted_within_five():
    largest = max(map(len, network.groups(people(datasets.rows("literature")))))
    assert bounds("a-literature-in-pictures-largest") == (largest - 5, largest + 5)


def test_a_small_home_market_comes_earlier_in_some_lives_and_later_in_none():
    large, small = home_market.play([home_market.firm(1.0), home_market.firm(0.0)])
    was, came = (np.nan_to_num(outcomes.first_export(h), nan=99) for h in (large, small))
    assert 0 < (came < was).sum() < 90  # not in nearly every life
    assert (came > was).sum() == 0
    assert marked("why-so-early-home") == "b"


@each(SEEDS)
def test_people_known_before_lead_after_a_year_and_not_after_ten(seed: int):
    known = {"strong": 0.45, "contacts": 0.45, "formal": 0, "institutional": 0}
    built = {"strong": 0, "contacts": 0, "formal": 0.6, "institutional": 0.3}
    first, second = (
        resource_portfolio.play(resource_portfolio.design(portfolio), seed)[0].foreign_resources
        for portfolio in (known, built)
    )
    assert first[3].mean() > second[3].mean()
    assert first[39].mean() < second[39].mean()
    assert marked("whose-help-portfolio") == "c"


def test_the_stars_are_counted_as_the_cell_counts_them():
    t = np.abs(survey.virtual_surveys(200)["organisational: business t"])
    assert bounds("what-the-survey-stars") == of_a_hundred((t >= 1.96).mean())


@each(SEEDS)
def test_letting_the_circle_go_after_three_years_sells_most(seed: int):
    circle = {"BH": "cut", "Lz": "cut", "Z": "cut"}
    plans = {"a": (circle, 1), "b": (circle, 4), "c": ({},)}
    sales = {
        letter: simulate(keep_feed_cut.design(*plan), seed=seed).foreign_sales[39].mean()
        for letter, plan in plans.items()
    }
    assert max(sales, key=sales.__getitem__) == marked("lever-plug-when-to-cut")


@each(SEEDS)
def test_the_first_quarter_is_the_best_start_with_a_partner_that_asks_little(seed: int):
    gains = {}
    for letter, start in {"a": 1, "b": 9, "c": 21}.items():
        with_it, without = partner_start.play(start, 4, "traditional", "others", 0.1, seed)
        gains[letter] = (with_it.foreign_sales - without.foreign_sales).sum(0).mean()
    assert max(gains, key=gains.__getitem__) == marked("why-partner-start")


@each(SEEDS)
def test_a_tenth_for_the_giant_sells_most_in_the_tenth_year(seed: int):
    sales = {
        letter: giant.play(share, 1, 10, seed=seed)[0].foreign_sales[39].mean()
        for letter, share in {"a": 0, "b": 10, "c": 25, "d": 50}.items()
    }
    assert max(sales, key=sales.__getitem__) == marked("dancing-with-giants-share")


def test_the_best_years_to_leave_are_those_of_both_sectors_and_all_draws():
    best = {exits.best_exit(sector, 20, 1.0, seed)
            for sector in ("traditional", "high_tech") for seed in SEEDS}  # fmt: skip
    assert bounds("letting-go-exit") == (min(best), max(best))


def test_each_dial_does_harm_somewhere_on_its_way():
    for portfolio, dial in (
        ("holistic", "search"),
        ("holistic", "learning"),
        ("extensive", "pruning"),
    ):
        others = tuple(value for name, value in capabilities.USUAL.items() if name != dial)
        curve = [x.mean() for x in capabilities.responses(portfolio, dial, others).values()]
        assert max(curve) > curve[-1]
    assert marked("three-capabilities-dial") == "d"
