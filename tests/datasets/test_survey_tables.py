"""The survey's tables, recomputed from their own printed numbers.

A printed number stands for an interval, half a unit of its last decimal to
either side; two numbers agree when what one implies meets the other's interval.
No tolerance is chosen by us.
"""

import math
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from leverplug import datasets

PREDICTORS = ("personal", "business", "institutional")
OUTCOMES = ("network", "organisational", "foreign")


def half(printed: str) -> float:
    """Half a unit of the last decimal printed."""
    return 0.5 * 10.0 ** -len(printed.partition(".")[2])


def interval(printed: str) -> tuple[float, float]:
    """The values that round to the printed one."""
    return float(printed) - half(printed), float(printed) + half(printed)


def meet(*intervals: tuple[float, float]) -> bool:
    """Whether the intervals have a value in common."""
    return max(low for low, _ in intervals) <= min(high for _, high in intervals)


# Sums, added by hand from the printed tables: a single wrong digit anywhere shows.


@pytest.mark.parametrize(
    ("name", "sums"),
    [
        ("survey_motives", ("29.58", "29.47", "29.92")),
        ("survey_ties", ("14.36", "14.25", "14.68")),
    ],
)
def test_columns_of_means_add_up(name, sums):
    for field, total in zip(
        ("mean_total", "mean_traditional", "mean_high_tech"), sums, strict=True
    ):
        assert sum(Decimal(row[field]) for row in datasets.rows(name)) == Decimal(total)


@pytest.mark.parametrize(
    ("name", "group", "label", "total"),
    [
        ("survey_regression", "row", "personal", ".203"),
        ("survey_regression", "row", "business", ".939"),
        ("survey_regression", "row", "institutional", ".7295"),
        ("survey_regression", "row", "r2", ".783"),
        ("survey_regression", "row", "adjusted_r2", ".773"),
        ("survey_regression", "row", "f", "74.110"),
        ("survey_regression", "outcome", "network", "31.209"),
        ("survey_regression", "outcome", "organisational", "26.394"),
        ("survey_regression", "outcome", "foreign", "19.9345"),
        ("survey_logit", "statistic", "b", "1.427"),
        ("survey_logit", "statistic", "se", "1.187"),
        ("survey_logit", "statistic", "wald", "12.505"),
        ("survey_logit", "statistic", "sig", ".131"),
        ("survey_logit", "statistic", "exp_b", "5.973"),
        ("survey_logit", "statistic", "chi2", "15.340"),
    ],
)
def test_rows_and_columns_of_the_regressions_add_up(name, group, label, total):
    cells = [row["value"] for row in datasets.rows(name) if row[group] == label]
    assert sum(map(Decimal, cells)) == Decimal(total)


# Tables 2 and 3 -----------------------------------------------------------------------------


def means() -> list[dict[str, str]]:
    return datasets.rows("survey_motives") + datasets.rows("survey_ties")


def possible(share: float, row: dict[str, str]) -> bool:
    """Whether the total can be the mean of both sectors with this share of traditional firms."""
    traditional, high_tech = interval(row["mean_traditional"]), interval(row["mean_high_tech"])
    implied = tuple(
        share * a + (1 - share) * b for a, b in zip(traditional, high_tech, strict=True)
    )
    return meet(implied, interval(row["mean_total"]))


def test_ranks_of_the_motives_follow_their_means():
    rows = datasets.rows("survey_motives")
    by_mean = sorted(rows, key=lambda row: -float(row["mean_total"]))
    assert [int(row["rank"]) for row in by_mean] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_totals_and_sector_means_allow_only_72_to_73_in_a_hundred_traditional_firms():
    shares, rows = [k / 2000 for k in range(2001)], means()
    allowed = [share for share in shares if all(possible(share, row) for row in rows)]
    assert (round(min(allowed), 3), round(max(allowed), 3)) == (0.717, 0.730)
    assert any("71.7 to 73.0 %" in text for text in datasets.description("survey_ties")["puzzles"])


# Table 4 ------------------------------------------------------------------------------------


def regression(field: str = "value") -> dict[tuple[str, str], str]:
    """(outcome, row) to a cell; `best` takes the correction where there is one."""
    cells = {}
    for row in datasets.rows("survey_regression"):
        best = row["corrected"] or row["value"]
        cells[row["outcome"], row["row"]] = best if field == "best" else row[field]
    return cells


def explains(n: int, outcome: str, cells: dict) -> bool:
    """Whether one R2 gives the printed R2, adjusted R2 and F with n firms and 3 predictors."""
    low, high = interval(cells[outcome, "adjusted_r2"])
    adjusted = tuple(1 - (1 - value) * (n - 4) / (n - 1) for value in (low, high))
    low, high = interval(cells[outcome, "f"])
    from_f = tuple(3 * value / (3 * value + n - 4) for value in (low, high))
    return meet(interval(cells[outcome, "r2"]), adjusted, from_f)


def test_every_cell_is_there_once_and_its_number_is_what_is_printed():
    rows = datasets.rows("survey_regression")
    wanted = set(product(OUTCOMES, (*PREDICTORS, "r2", "adjusted_r2", "f")))
    assert {(row["outcome"], row["row"]) for row in rows} == wanted
    assert len(rows) == 18
    assert all(row["printed"] == row["value"] + row["stars"] for row in rows)


def test_only_208_firms_and_the_swap_explain_all_f_and_adjusted_r2():
    cells = regression("best")
    fits = [n for n in range(190, 216) if all(explains(n, out, cells) for out in OUTCOMES)]
    assert fits == [datasets.description("survey_regression")["implied"]["n"]] == [208]


def test_with_the_foreign_r2_as_printed_no_number_of_firms_will_do():
    cells = regression()
    assert float(cells["foreign", "r2"]) < float(cells["foreign", "adjusted_r2"])
    assert not any(explains(n, "foreign", cells) for n in range(190, 216))


def test_with_210_firms_none_of_the_three_f_values_comes_out():
    cells = regression("best")
    implied = []
    for outcome in OUTCOMES:
        low, high = (r / 3 / ((1 - r) / 206) for r in interval(cells[outcome, "r2"]))
        assert not meet((low, high), interval(cells[outcome, "f"]))
        r2 = float(cells[outcome, "r2"])
        implied.append(round(r2 / 3 / ((1 - r2) / 206), 1))
    assert implied == [30.1, 25.5, 19.1]


def test_only_impossible_or_doubtful_cells_have_another_reading():
    changed = {
        (row["outcome"], row["row"]): (row["corrected"], row["rival_1"], row["rival_2"])
        for row in datasets.rows("survey_regression")
        if row["corrected"] or row["rival_1"] or row["rival_2"]
    }
    assert changed == {
        ("foreign", "r2"): (".218", "", ""),
        ("foreign", "adjusted_r2"): (".207", "", ""),
        ("foreign", "institutional"): ("", "-.175", "-.075"),
    }
    reasons = regression("reason")
    assert all(reasons[cell] for cell in changed)


def coefficients(doubtful: float) -> np.ndarray:
    """Outcomes by predictors, with a reading of the doubtful cell."""
    cells = regression()
    table = np.array([[float(cells[out, row]) for row in PREDICTORS] for out in OUTCOMES])
    table[2, 2] = doubtful
    return table


def predictor_correlations(doubtful: float) -> np.ndarray:
    """Correlations between the predictors that the three R2 imply, if standardised.

    R2 = sum of b_i b_j r_ij for each outcome: three equations, three unknowns
    (personal-business, personal-institutional, business-institutional).
    """
    b = coefficients(doubtful)
    cells = regression("best")
    r2 = np.array([float(cells[out, "r2"]) for out in OUTCOMES])
    pairs = 2 * np.column_stack([b[:, 0] * b[:, 1], b[:, 0] * b[:, 2], b[:, 1] * b[:, 2]])
    return np.linalg.solve(pairs, r2 - (b**2).sum(axis=1))


def t_values(doubtful: float) -> np.ndarray:
    """t of each standardised coefficient with 208 firms: outcomes by predictors."""
    r12, r13, r23 = predictor_correlations(doubtful)
    inverse = np.linalg.inv([[1, r12, r13], [r12, 1, r23], [r13, r23, 1]])
    cells = regression("best")
    rest = np.array([1 - float(cells[out, "r2"]) for out in OUTCOMES]) / (208 - 4)
    return coefficients(doubtful) / np.sqrt(np.outer(rest, np.diag(inverse)))


@pytest.mark.parametrize(
    ("doubtful", "correlations"),
    [
        (-0.0175, (-0.26, 0.12, 0.52)),
        (-0.175, (0.22, 0.30, 0.35)),
        (-0.075, (0.05, 0.24, 0.41)),
    ],
)
def test_each_reading_implies_correlations_between_the_channels(doubtful, correlations):
    found = predictor_correlations(doubtful)
    assert tuple(float(round(value, 2)) for value in found) == correlations


def test_the_readings_imply_t_values_and_only_the_one_without_0_would_earn_a_star():
    found = {doubtful: t_values(doubtful) for doubtful in (-0.0175, -0.175, -0.075)}
    assert [round(float(t[2, 2]), 1) for t in found.values()] == [-0.2, -2.6, -1.1]
    assert [round(float(t[1, 1]), 2) for t in found.values()] == [1.67, 1.96, 1.92]
    starred = np.array(
        [[bool(regression("stars")[out, row]) for row in PREDICTORS] for out in OUTCOMES]
    )
    critical = 1.9716608  # two-sided .05 of Student's t with 204 degrees of freedom
    for doubtful in (-0.0175, -0.075):
        assert ((abs(found[doubtful]) > critical) == starred).all()
    assert (abs(found[-0.175]) > critical)[2, 2]
    assert not starred[2, 2]


def weights(b: np.ndarray) -> np.ndarray:
    """Weights of foreign and organisational resources that give the column of all resources.

    Solved from the personal and the business row.
    """
    return np.linalg.solve(b[[2, 1], :2].T, b[0, :2])


def test_if_all_resources_are_a_weighted_sum_neither_printed_nor_first_rival_reading_fits():
    first = weights(coefficients(0))
    assert [round(float(w), 2) for w in first] == [0.46, 0.79]
    predicted = {d: first @ coefficients(d)[[2, 1], 2] for d in (-0.0175, -0.175)}
    assert [round(float(value), 3) for value in predicted.values()] == [0.338, 0.265]
    assert regression()["network", "institutional"] == ".310"


def test_if_all_resources_are_a_weighted_sum_the_doubtful_cell_lies_near_minus_077():
    needed = []
    for signs in product((-1, 1), repeat=8):  # every corner of the rounding of the other cells
        b = coefficients(0)
        b.flat[:8] += 0.0005 * np.array(signs)
        foreign, organisational = weights(b)
        needed.append((b[0, 2] - organisational * b[1, 2]) / foreign)
    b = coefficients(0)
    foreign, organisational = weights(b)
    assert round(float((b[0, 2] - organisational * b[1, 2]) / foreign), 3) == -0.077
    assert (round(min(needed), 3), round(max(needed), 3)) == (-0.105, -0.051)
    inside = [d for d in (-0.0175, -0.175, -0.075) if min(needed) <= d <= max(needed)]
    assert inside == [-0.075]


# Table 5 ------------------------------------------------------------------------------------


def logit() -> dict[tuple[str, str], str]:
    return {(row["term"], row["statistic"]): row["value"] for row in datasets.rows("survey_logit")}


TERMS = ("industry", "personal", "constant")


def test_every_printed_cell_of_the_logit_is_there_and_is_the_number_it_prints():
    rows = datasets.rows("survey_logit")
    wanted = set(product(TERMS, ("b", "se", "wald", "df", "sig", "exp_b"))) | {
        ("omnibus", "chi2"),
        ("omnibus", "df"),
        ("hosmer_lemeshow", "chi2"),
        ("hosmer_lemeshow", "df"),
        ("classification", "percent_correct"),
    }
    assert set(logit()) == wanted
    assert len(rows) == 23
    assert all(row["printed"].strip("()%") == row["value"] for row in rows)


@pytest.mark.parametrize("term", TERMS)
def test_wald_is_the_square_of_b_over_its_standard_error(term):
    cells = logit()
    b, error = cells[term, "b"], cells[term, "se"]
    low = (abs(float(b)) - half(b)) / (float(error) + half(error))
    high = (abs(float(b)) + half(b)) / (float(error) - half(error))
    assert meet((low**2, high**2), interval(cells[term, "wald"]))


@pytest.mark.parametrize("term", TERMS)
def test_sig_is_the_tail_of_chi_squared_beyond_wald(term):
    cells = logit()
    high, low = (math.erfc(math.sqrt(w / 2)) for w in interval(cells[term, "wald"]))
    assert meet((low, high), interval(cells[term, "sig"]))


@pytest.mark.parametrize("term", TERMS)
def test_exp_b_is_the_exponential_of_b(term):
    cells = logit()
    low, high = (math.exp(b) for b in interval(cells[term, "b"]))
    assert meet((low, high), interval(cells[term, "exp_b"]))


def test_personal_networks_are_significant_at_5_per_cent_against_the_sources_text():
    assert interval(logit()["personal", "sig"])[1] < 0.05
    remark = next(
        row["remark"]
        for row in datasets.rows("survey_logit")
        if (row["term"], row["statistic"]) == ("personal", "b")
    )
    assert "insignificant" in remark


def test_the_omnibus_test_has_the_two_stars_it_prints():
    cells = logit()
    stars = {(row["term"], row["statistic"]): row["stars"] for row in datasets.rows("survey_logit")}
    assert cells["omnibus", "df"] == "2"
    p = math.exp(-float(cells["omnibus", "chi2"]) / 2)  # tail of chi-squared with 2 df
    assert 0.001 < p < 0.01
    assert stars["omnibus", "chi2"] == "**"


def test_the_hosmer_lemeshow_test_gives_no_sign_of_a_bad_fit_and_prints_no_star():
    cells = logit()
    assert cells["hosmer_lemeshow", "df"] == "7"
    assert float(cells["hosmer_lemeshow", "chi2"]) < 14.067  # .05 of chi-squared with 7 df


def test_only_three_sample_sizes_near_210_make_the_correct_share_a_whole_number_of_firms():
    share = interval(logit()["classification", "percent_correct"])
    whole = [
        n
        for n in range(195, 214)
        if any(meet((100 * k / n, 100 * k / n), share) for k in range(n + 1))
    ]
    assert whole == [199, 204, 209]
