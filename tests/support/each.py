"""A rule for all rows of a table is one test, and its failure says which rows break it, and how."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def each(
    rows: Iterable[Any] | Callable[[], Iterable[Any]], name: Callable[[Any], object] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make one test of a function that looks at one row.

    Args:
        rows: What is looked at, or a function that reads it, called when the test runs.
        name: What a failure calls a row.

    Returns:
        A decorator. The function takes the row first; fixtures may follow.
    """

    def decorate(rule: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(rule)
        def test(**fixtures: Any) -> None:
            __tracebackhide__ = True
            looked_at = list(rows() if callable(rows) else rows)
            assert looked_at, "there is no row to look at"
            wrong: list[tuple[object, BaseException]] = []
            for row in looked_at:
                try:
                    rule(row, **fixtures)
                except (Exception, pytest.fail.Exception) as error:
                    wrong.append((name(row), error))
            if wrong:
                head = f"{len(wrong)} of {len(looked_at)} rows break the rule"
                told = [f"{row}: {type(error).__name__}: {error}" for row, error in wrong]
                raise AssertionError("\n\n".join([head, *told])) from wrong[0][1]

        signature = inspect.signature(rule)
        fixtures = list(signature.parameters.values())[1:]
        test.__signature__ = signature.replace(parameters=fixtures)  # what pytest asks for
        return test

    return decorate
