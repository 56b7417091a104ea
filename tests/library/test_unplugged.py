"""The game on paper says what the model says, to within its rounding, and can be printed."""

import csv
import io

import pytest
from contents import ROOT
from each import each
from leverplug import Tie, Venture, catalogue, simulate, unplugged
from leverplug.unplugged.cards import course, strength, yearly
from leverplug.unplugged.dice import FACES
from paper_game import Paper, nearest, play, year

DECK = unplugged.deck()
HALF_A_THROW = 0.5 / 36
each_card = each(DECK, name=lambda card: card.kind.key)
each_period = each(
    [(card, period) for card in DECK for period in card.periods],
    name=lambda pair: f"{pair[0].kind.key}, years {pair[1].first} to {pair[1].last}",
)
THROWS = ("quarrel", "opening", "leaves")


def table() -> dict[tuple[str, str], float]:
    """The file of parameters, read without the library."""
    text = (ROOT / "datasets/model_parameters.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return {(row["scope"], row["name"]): float(row["value"]) for row in rows}


def test_there_is_a_card_for_each_kind_of_tie():
    assert [card.kind.key for card in DECK] == list(catalogue.tie_kinds())


@each_card
def test_a_card_asks_and_costs_what_the_parameters_say(card):
    numbers, key = table(), card.kind.key
    upkeep = numbers["model", "upkeep"] * (1 + numbers[key, "dissimilarity"])
    assert card.asks == round(20 * numbers[key, "demand"])
    assert abs(card.cost / 10 - numbers[key, "half_effort"] - upkeep) <= 0.05
    assert card.after_a_year == pytest.approx(1 - (1 - numbers[key, "ease"]) ** 4)


@each_card
def test_a_card_grows_as_the_tie_does_in_the_simulation(card):
    kind = card.kind
    undisturbed = dict.fromkeys(("demand", "leaving", "quarrelling", "absorption", "obligation"), 0)
    numbers = {(kind.key, name): value for name, value in undisturbed.items()}
    numbers["model", "refocusing"] = 0
    region = "close" if kind.has_region else None
    venture = Venture(ties=(Tie("it", kind.key, card.cost / 10, region=region),))
    history = simulate(venture, 1, 1, detail=True, overrides=numbers)
    levers, plugs = course(kind, card.cost)
    assert history.lever[:, 0, 0] == pytest.approx(levers)
    assert history.plug[:, 0, 0] == pytest.approx(plugs)


@each_period
def test_beads_and_tokens_are_within_half_of_the_model(pair):
    card, period = pair
    mean = yearly(card.kind, card.cost, period.first, period.last)
    for name in ("abroad", "house", "claims"):
        assert abs(getattr(period, name) - mean[name]) <= 0.5


def test_a_card_worked_out_by_hand():
    """The trade council: two tokens, so 0.2 of effort, less upkeep of 0.028 x 1.35."""
    useful = 0.2 - 0.0378
    assert strength(catalogue.tie_kinds()["trade_council"], 2) == pytest.approx(
        useful / (useful + 0.15)
    )
    # Leaving: 1 - 0.996 ** 4 = 1.59 % a year, of which 1 in 36 (2.78 %) is nearest.
    assert [p.leaves.faces for p in unplugged.card("trade_council").periods] == [(66,)] * 3


@each_period
def test_dice_are_within_half_a_throw_of_the_yearly_chance(pair):
    card, period = pair
    mean = yearly(card.kind, card.cost, period.first, period.last)
    for name in THROWS:
        throws = getattr(period, name)
        assert throws.chance == mean[name]
        assert abs(len(throws.faces) / 36 - mean[name]) <= HALF_A_THROW + 1e-12


@each_period
def test_one_throw_means_one_thing(pair):
    _, period = pair
    faces = [face for name in THROWS for face in getattr(period, name).faces]
    assert len(faces) == len(set(faces))
    assert set(faces) <= set(FACES)


def test_seizing_and_absorption_are_within_half_a_throw():
    for throws in (*unplugged.seized().values(), *unplugged.absorbed().values()):
        assert abs(throws.miss) <= HALF_A_THROW + 1e-12
    # Half of all beads on the card: 0.9875 ** 2 = 0.97515625, and its square is 0.95092971.
    chances = [throws.chance for throws in unplugged.absorbed().values()]
    assert chances[1] == pytest.approx(0.04907029, abs=1e-8)


def test_throws_that_are_not_left_are_refused():
    with pytest.raises(ValueError, match="30 throws of 36"):
        unplugged.throws(0.9, after=6)


def test_a_sheet_of_luck_comes_from_its_seed():
    assert unplugged.luck(1) == unplugged.luck(1) != unplugged.luck(2)
    rows = [unplugged.luck(seed)[row] for seed in range(60) for row in unplugged.luck(seed)]
    thrown = [throw for row in rows for throw in row]
    assert {len(row) for row in rows} == {10}
    assert set(thrown) == set(FACES)
    expected = len(thrown) / 36
    assert max(abs(thrown.count(face) - expected) for face in FACES) < 4.5 * expected**0.5


def test_beads_go_stale_to_the_nearest_whole():
    assert [nearest(beads, 5) for beads in (0, 2, 3, 7, 8, 12, 13)] == [0, 0, 1, 1, 2, 2, 3]
    assert [nearest(beads, 8) for beads in (3, 4, 11, 12, 20)] == [0, 1, 1, 2, 3]


def test_a_partner_who_asks_too_much_brings_nothing():
    team = Paper()
    year(team, ["multinational"], dict.fromkeys((*catalogue.tie_kinds(), "seize", "absorbed"), 35))
    assert (team.standing, team.markets, sum(team.beads.values())) == (2, [0], 0)


EASY = ["foreign_contacts", "domestic_contacts", "colleagues", "club", "kin", "online_community"]
FORMAL = ["trade_fair", "distributor", "trade_council", "key_customer"]


def markets(cards: list[str], sheets: int = 100) -> list[float]:
    """Mean number of markets in each year, over as many sheets of luck."""
    teams = [play(lambda _year: cards, seed) for seed in range(sheets)]
    return [sum(team.markets[i] for team in teams) / sheets for i in range(10)]


def test_the_game_tells_the_stories_that_its_debrief_asks_for():
    easy, formal = markets(EASY), markets(FORMAL)
    assert easy[0] > formal[0]
    assert easy[9] < formal[9]
    assert markets(["multinational"]) == [0] * 10
    giant = [play(lambda _year: ["trade_fair", "trade_council", "adviser", "multinational"], seed)
             for seed in range(100)]  # fmt: skip
    assert sum(team.absorbed for team in giant) > 50


def test_what_is_printed_holds_every_card_and_escapes_it():
    html = unplugged.cards()._repr_html_()
    assert html.count('<section class="lp-card') == len(DECK) == len(catalogue.tie_kinds())
    assert "Multinational partner" in repr(unplugged.cards())
    for sheet in (unplugged.luck_sheet(3), unplugged.misses(), unplugged.rules(),
                  unplugged.seize_table(), unplugged.absorption_table()):  # fmt: skip
        assert "<caption>" in sheet._repr_html_()


# --- a league on paper --------------------------------------------------------------


def test_the_set_hand_comes_to_what_instructors_are_told():
    sums = [sum(play(lambda _year: unplugged.SET_HAND, seed).markets) for seed in (1, 2, 3)]
    page = (ROOT / "book/instructors/league.md").read_text(encoding="utf-8")
    assert f"on luck sheet 1 it comes to {sums[0]} markets" in page
    assert sums[1] == sums[2]
    assert f"on sheets 2 and 3 to {sums[1]} each" in page


def test_the_set_hand_can_be_paid_in_every_year():
    costs = sum(unplugged.card(key).cost for key in unplugged.SET_HAND)
    claims = sum(unplugged.card(key).periods[-1].claims for key in unplugged.SET_HAND)
    assert costs + claims <= 9  # ten tokens, one lies aside
    assert unplugged.set_hand().text.splitlines()[-1] == f"all\t{costs}"


def test_a_team_sheet_has_a_line_for_each_round_and_a_box_for_each_year():
    html = unplugged.team_sheet(4).html
    assert html.count('<th scope="row">') == 4
    assert all(f'<th scope="col">{year}</th>' in html for year in range(1, 11))


def test_the_board_has_room_for_every_team_and_for_the_set_hand():
    html = unplugged.wall_board(teams=5, rounds=3).html
    assert html.count('<th scope="row">') == 6
    assert '<th scope="col">points 3</th>' in html


def test_a_slip_names_the_regions_as_they_are_typed():
    slips = unplugged.design_slips(4)
    assert slips.html.count("Design slip") == 4
    for region in catalogue.foreign_regions():
        assert region in slips.html
