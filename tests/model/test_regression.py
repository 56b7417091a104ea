"""The page's own regressions against statsmodels, which the page cannot load."""

import numpy as np
import pytest
from leverplug.validation.regression import least_squares, logit


@pytest.fixture(scope="module")
def sm():
    import statsmodels.api  # late: it takes a second

    return statsmodels.api


@pytest.fixture
def sample():
    rng = np.random.default_rng(4)
    x = rng.normal(size=(208, 3)) @ np.array([[1, 0.3, 0.2], [0, 1, 0.3], [0, 0, 1]])
    y = x @ [0.1, 0.5, -0.2] + rng.normal(size=208) + 3
    return x, y, (y > 3).astype(float)


def test_least_squares_agrees_with_statsmodels(sm, sample):
    x, y, _ = sample
    ours, theirs = least_squares(y, x), sm.OLS(y, sm.add_constant(x)).fit()
    np.testing.assert_allclose(ours.coefficients, theirs.params[1:], rtol=1e-10)
    np.testing.assert_allclose(ours.standard_errors, theirs.bse[1:], rtol=1e-10)
    np.testing.assert_allclose(ours.t_values, theirs.tvalues[1:], rtol=1e-10)
    assert ours.r_squared == pytest.approx(theirs.rsquared, rel=1e-10)
    assert ours.adjusted_r_squared == pytest.approx(theirs.rsquared_adj, rel=1e-10)
    assert ours.f_ratio == pytest.approx(theirs.fvalue, rel=1e-10)


def test_standardised_coefficients_are_those_of_standardised_data(sm, sample):
    x, y, _ = sample
    z = (x - x.mean(0)) / x.std(0, ddof=1)
    theirs = sm.OLS((y - y.mean()) / y.std(ddof=1), sm.add_constant(z)).fit()
    ours = least_squares(y, x, standardised=True)
    np.testing.assert_allclose(ours.coefficients, theirs.params[1:], rtol=1e-9)


def test_logit_agrees_with_statsmodels(sm, sample):
    x, _, inv = sample
    ours = logit(inv, x)
    theirs = sm.Logit(inv, sm.add_constant(x)).fit(disp=0)
    np.testing.assert_allclose(ours.coefficients, theirs.params, rtol=1e-6)
    np.testing.assert_allclose(ours.standard_errors, theirs.bse, rtol=1e-5)
    assert ours.log_likelihood == pytest.approx(theirs.llf, rel=1e-9)
    assert ours.omnibus == pytest.approx(theirs.llr, rel=1e-7)
    predicted = (theirs.predict() > 0.5) == (inv > 0.5)
    assert ours.correct == pytest.approx(predicted.mean())


def test_a_regression_with_an_answer_worked_by_hand():
    # y = 0, 1, 1, 2 on x = 0, 1, 2, 3: slope 3/5, R² 9/10, residual variance .1, se of slope .1414
    fit = least_squares(np.array([0.0, 1, 1, 2]), np.array([[0.0], [1], [2], [3]]))
    assert fit.coefficients == pytest.approx([0.6])
    assert fit.r_squared == pytest.approx(0.9)
    assert fit.standard_errors == pytest.approx([0.02**0.5])
    assert fit.f_ratio == pytest.approx(18)


@pytest.mark.parametrize(
    ("y", "x", "message"),
    [
        ([1.0, 2], [[1.0], [2]], "give at least 3 cases"),
        ([1.0, 1, 1, 1], [[1.0], [2], [3], [4]], "constant"),
        ([1.0, 2, 3, 5], [[1.0, 2], [2, 4], [3, 6], [5, 10]], "repeat one another"),
    ],
)
def test_data_that_cannot_be_regressed_are_refused_with_the_reason(y, x, message):
    with pytest.raises(ValueError, match=message):
        least_squares(np.array(y), np.array(x))


def test_a_logit_without_both_outcomes_is_refused():
    with pytest.raises(ValueError, match="needs both 0 and 1"):
        logit(np.ones(10), np.arange(10.0)[:, None])


def test_a_logit_of_separated_outcomes_is_refused():
    x = np.arange(10.0)[:, None]
    with pytest.raises(ValueError, match="separate"):
        logit((x[:, 0] > 4).astype(float), x)
