"""Ordinary least squares and logit in NumPy, so that the page can rerun the published tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_STEPS, _SMALL = 50, 1e-10  # Newton steps at most; change at which they stop
_STEEP = 30.0  # a log-odds coefficient beyond this means that the data separate perfectly


@dataclass(frozen=True)
class LeastSquares:
    """A fitted linear regression with an intercept; coefficients of the predictors only.

    Args:
        coefficients, standard_errors: One a predictor.
        r_squared, adjusted_r_squared: Shares of the variance.
        f_ratio: Explained over unexplained variance, each per degree of freedom.
    """

    coefficients: np.ndarray
    standard_errors: np.ndarray
    r_squared: float
    adjusted_r_squared: float
    f_ratio: float

    @property
    def t_values(self) -> np.ndarray:
        """Coefficients over their standard errors."""
        return self.coefficients / self.standard_errors


@dataclass(frozen=True)
class Logit:
    """A fitted logistic regression; the constant comes first.

    Args:
        coefficients, standard_errors: Log odds, the constant first.
        correct: Share of cases on the predicted side of one half.
        log_likelihood: Of the fitted model.
        null_log_likelihood: Of the constant alone.
    """

    coefficients: np.ndarray
    standard_errors: np.ndarray
    correct: float
    log_likelihood: float
    null_log_likelihood: float

    @property
    def wald(self) -> np.ndarray:
        """Squared ratio of each coefficient to its standard error."""
        return (self.coefficients / self.standard_errors) ** 2

    @property
    def omnibus(self) -> float:
        """Twice the gain in log likelihood over the constant alone."""
        return 2 * (self.log_likelihood - self.null_log_likelihood)


def least_squares(y: np.ndarray, x: np.ndarray, *, standardised: bool = False) -> LeastSquares:
    """Regress `y` on the columns of `x` and an intercept.

    Args:
        y: Outcome, shape (n,).
        x: Predictors, shape (n, k), with n > k + 1.
        standardised: Give every variable mean 0 and standard deviation 1 first.

    Raises:
        ValueError: Too few cases, a constant variable, or predictors that repeat one another.

    Example:
        >>> fit = least_squares(np.array([1.0, 3.0, 4.0, 8.0]), np.array([[0.0], [1], [2], [3]]))
        >>> fit.coefficients.round(3), round(fit.r_squared, 3)
        (array([2.2]), 0.931)
    """
    n, k = x.shape
    if n <= k + 1:
        raise ValueError(f"{n} cases for {k} predictors: give at least {k + 2} cases")
    if np.ptp(y) == 0 or (np.ptp(x, axis=0) == 0).any():
        raise ValueError("a variable is constant: leave it out or give more varied cases")
    y, x = y - y.mean(), x - x.mean(0)
    if standardised:
        y, x = y / y.std(ddof=1), x / x.std(0, ddof=1)
    cross = x.T @ x
    if np.linalg.cond(cross) > 1e12:
        raise ValueError("predictors repeat one another: leave one of them out")
    b = np.linalg.solve(cross, x.T @ y)
    left, total = ((y - x @ b) ** 2).sum(), (y**2).sum()
    variance = left / (n - k - 1)
    r2 = 1 - left / total
    return LeastSquares(
        coefficients=b,
        standard_errors=np.sqrt(variance * np.diag(np.linalg.inv(cross))),
        r_squared=float(r2),
        adjusted_r_squared=float(1 - (1 - r2) * (n - 1) / (n - k - 1)),
        f_ratio=float(((total - left) / k) / variance),
    )


def logit(y: np.ndarray, x: np.ndarray) -> Logit:
    """Logistic regression of a 0/1 outcome on the columns of `x` and a constant, by Newton steps.

    Args:
        y: Outcome, 0 or 1, shape (n,).
        x: Predictors, shape (n, k).

    Raises:
        ValueError: All outcomes alike, or predictors that separate them perfectly.
    """
    if not 0 < y.mean() < 1:
        raise ValueError("all outcomes are alike: a logit needs both 0 and 1")
    a = np.column_stack([np.ones(len(y)), x])
    b = np.zeros(a.shape[1])
    b[0] = np.log(y.mean() / (1 - y.mean()))
    null = _log_likelihood(y, a @ b)
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-a @ b))
        information = (a * (p * (1 - p))[:, None]).T @ a
        change = np.linalg.solve(information, a.T @ (y - p))
        b = b + change
        if np.abs(b).max() > _STEEP:
            raise ValueError("the predictors separate the outcomes perfectly: no finite estimate")
        if np.abs(change).max() < _SMALL:
            break
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    correct = float(((a @ b > 0) == (y > 0.5)).mean())
    return Logit(b, errors, correct, _log_likelihood(y, a @ b), null)


def _log_likelihood(y: np.ndarray, log_odds: np.ndarray) -> float:
    return float((y * log_odds - np.logaddexp(0, log_odds)).sum())
