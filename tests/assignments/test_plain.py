"""Answers cross from one process to another as what they are, and as nothing else."""

from __future__ import annotations

import datetime
import decimal
import fractions
import itertools
import json
import math
import types
from collections import Counter, OrderedDict, defaultdict
from contextlib import suppress
from typing import Any

import altair as alt
import examples  # noqa: F401  (how many examples a property is tried on)
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from assignments.engine.inside.plain import MOST_VALUES, Chart, Unknown, decode, encode, one_shot
from hypothesis import given
from hypothesis import strategies as st
from leverplug import portfolios

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SIMPLE = (
    st.none()
    | st.booleans()
    | st.integers(-(2**3_999), 2**3_999)
    | st.floats(allow_nan=False)
    | TEXTS
)
KEYS = st.recursive(SIMPLE, lambda inner: st.tuples(inner, inner), max_leaves=3)
VALUES = st.recursive(
    SIMPLE,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.sets(KEYS, max_size=3)
        | st.frozensets(KEYS, max_size=3)
    ),
    max_leaves=10,
)
TAGS = ("call", "chart", "dict", "frame", "frozenset", "graph", "index", "list", "missing",
        "series", "set", "time", "tuple", "array", "unknown", "venture", "ellipsis", "class",
        "_class__")  # fmt: skip
FIELDS = ("v", "dtype", "name", "index", "values", "columns", "n", "type", "shown", "nodes",
          "edges", "directed", "multi", "names", "held")  # fmt: skip
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | st.text(max_size=4)
    | st.sampled_from(["int64", "category", "datetime64[ns]", "Int64", "Venture"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4).flatmap(
            lambda held: st.sampled_from(TAGS).map(lambda tag: {"~": tag, **held})
        )
    ),
    max_leaves=12,
)  # fmt: skip


def crossed(value: Any, **how: Any) -> Any:
    """A value on the other side of a channel."""
    return decode(json.loads(json.dumps(encode(value, how.get("keep")))), how.get("call"))


def exact(value: Any) -> Any:
    """What a value is, down to the types of its parts."""
    kind = type(value)
    if isinstance(value, dict):
        return kind, [(exact(key), exact(held)) for key, held in value.items()]
    if isinstance(value, set | frozenset):
        return kind, sorted((exact(held) for held in value), key=repr)
    if isinstance(value, list | tuple):
        return kind, [exact(held) for held in value]
    return kind, repr(value)


@given(value=VALUES)
def test_plain_values_arrive_as_they_were(value):
    assert exact(crossed(value)) == exact(value)


@given(data=JUNK)
def test_whatever_is_sent_is_read_or_refused_in_one_way(data):
    for call in (None, lambda number, name: len):
        with suppress(ValueError):
            decode(data, call)


@pytest.mark.parametrize(
    "data",
    [[1], {}, {"~": "code"}, {"~": 3}, {"~": None}, {"v": 1}, {"~": "dict", "v": [[1]]},
     {"~": "dict", "v": [[{"~": "list", "v": []}, 1]]}, {"~": "call", "n": 0, "name": "f"},
     {"~": "venture", "type": "Path", "v": {}}, {"~": "venture", "type": "dataclass", "v": {}},
     {"~": "time", "v": "soon"}, {"~": "graph", "directed": 1, "multi": 0, "nodes": [1]},
     {"~": "many", "v": []}, {"~": "list"}, {"~": "set", "v": [[1]]}],
)  # fmt: skip
def test_what_encode_never_makes_is_refused(data):
    with pytest.raises(ValueError, match="no answer that can be read"):
        decode(data)


@pytest.mark.parametrize("value", [math.inf, -math.inf, -0.0, 2**3_999, True, ..., "", "~"])
def test_odd_simple_values_arrive(value):
    assert exact(crossed(value)) == exact(value)
    assert math.isnan(crossed(math.nan))


def test_half_a_character_becomes_a_question_mark():
    assert crossed("a\ud800b") == "a?b"


def test_values_of_other_kinds_arrive_as_the_plain_ones_that_they_hold():
    class Text(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = str.__hash__

        def encode(self, *arguments: str) -> bytes:
            raise TypeError("no")

    class Whole(int):
        pass

    for value, plain in [
        (Text("a"), "a"), (Whole(3), 3), (np.float64(0.5), 0.5), (np.int8(3), 3),
        (np.bool_(True), True), (np.str_("a"), "a"), (decimal.Decimal("0.5"), 0.5),
        (fractions.Fraction(1, 2), 0.5), (range(3), [0, 1, 2]), ({1: 2}.keys(), {1}),
        ({1: 2}.values(), [2]), (OrderedDict(a=1), {"a": 1}), (Counter("aab"), {"a": 2, "b": 1}),
        (defaultdict(list, a=[1]), {"a": [1]}), (types.MappingProxyType({"a": 1}), {"a": 1}),
        ((n for n in range(3)), [0, 1, 2]), (map(str, [1]), ["1"]),
        (datetime.date(2026, 3, 1), pd.Timestamp("2026-03-01")),
        (datetime.datetime(2026, 3, 1, 12), pd.Timestamp("2026-03-01 12:00")),
    ]:  # fmt: skip
        assert exact(crossed(value)) == exact(plain)


@pytest.mark.parametrize(
    "value",
    [1j, object(), int, type("Own", (), {})(), lambda: 1, datetime.timedelta(1), nx],
)
def test_what_cannot_cross_is_known_by_how_it_shows(value):
    found = crossed(value)
    assert isinstance(found, Unknown)
    assert repr(found) == repr(value)[:200]
    assert type(found).__name__ == type(value).__name__
    assert found != value


def test_an_object_that_fails_when_it_is_looked_at_is_unknown():
    class Rude:
        def __iter__(self):
            raise KeyError("no")

        def __repr__(self):
            raise KeyError("no")

    assert repr(crossed(Rude())) == "<Rude>"
    assert repr(crossed([Rude()])) == "<list>"


@pytest.mark.parametrize(
    "value",
    [[0] * MOST_VALUES, [[0] * (MOST_VALUES // 2)] * 2, itertools.count(), range(10**12),
     np.zeros(MOST_VALUES + 1), "x" * 2_000_001, 2**4_000, pd.Series([0] * MOST_VALUES)],
    ids=["list", "lists", "endless", "range", "array", "text", "number", "series"],
)  # fmt: skip
def test_what_is_too_large_says_so(value):
    assert repr(crossed(value)) == f"<too large to be handed over: {type(value).__name__}>"


def test_what_just_fits_arrives():
    assert crossed([0] * (MOST_VALUES - 1)) == [0] * (MOST_VALUES - 1)
    assert crossed(["x" * 2_000_000])[0] == "x" * 2_000_000


def test_lists_in_lists_arrive_up_to_a_depth():
    deep: list[Any] = []
    for _ in range(40):
        deep = [deep]
    assert crossed(deep) == deep
    assert isinstance(crossed([deep]), Unknown)


def test_a_list_that_holds_itself_is_unknown():
    own: list[Any] = []
    own.append(own)
    assert isinstance(crossed(own), Unknown)


FRAMES = {
    "kinds": pd.DataFrame({
        "whole": [1, 2], "small": np.array([1, 2], dtype="int8"), "real": [0.5, math.nan],
        "text": ["a", None], "truth": [True, False], "none": pd.array([1, None], dtype="Int64"),
        "maybe": pd.array([True, None], dtype="boolean"), "words": pd.array(["a", None], "string"),
        "day": pd.to_datetime(["2026-03-01", None]),
        "zone": pd.to_datetime(["2026-03-01", None], utc=True), "mixed": [1, "a"],
    }),
    "nothing": pd.DataFrame(),
    "no columns": pd.DataFrame(index=["a", "b"]),
    "no rows": pd.DataFrame({"a": pd.Series([], dtype=float), "b": pd.Series([], dtype="int64")}),
    "the same column twice": pd.DataFrame([[1, 2.5]], columns=["a", "a"]),
    "the same row twice": pd.DataFrame({"a": [1, 2], "b": [3, 4]}, index=["x", "x"]),
    "an index in two parts": pd.DataFrame({"a": [1, 2]}, index=pd.MultiIndex.from_tuples(
        [("x", 1), ("y", 2)], names=["firm", None])),
    "columns in two parts": pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_product(
        [["a"], ["mean", "max"]])),
    "names": pd.DataFrame({"a": [1]}, index=pd.Index(["x"], name="firm")).rename_axis(columns="of"),
    "days": pd.DataFrame({"a": [1]}, index=pd.to_datetime(["2026-03-01"])),
    "a group": pd.DataFrame({"firm": ["a", "a"], "x": [1, 2]}).groupby("firm").agg(["sum", "max"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", FRAMES)
def test_tables_arrive_with_their_kinds_and_names(kind):
    pd.testing.assert_frame_equal(
        crossed(FRAMES[kind]), FRAMES[kind],
        check_index_type=False, check_column_type=False, check_freq=False,
    )  # fmt: skip


def test_a_column_of_categories_arrives_with_its_values():
    column = pd.Series(["b", "a", None], dtype=pd.CategoricalDtype(["b", "a"]))
    found = crossed(column)
    assert str(found.dtype) == "category"
    assert found.tolist()[:2] == ["b", "a"]
    assert found.isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    "series",
    [pd.Series([1, 2], index=["a", "b"], name="x"), pd.Series([], dtype=float),
     pd.Series([0.5], name=("a", 1)), pd.Series([1, "a", None], dtype=object),
     pd.Series([1, 2], index=pd.Index([5, 6], name="year")),
     pd.Series(["a", "b", "a"]).value_counts()],
)  # fmt: skip
def test_series_arrive_with_index_and_name(series):
    pd.testing.assert_series_equal(crossed(series), series, check_index_type=False)


def test_a_series_arrives_whose_values_do_not_have_the_kind_that_it_says():
    sent = encode(pd.Series([1, 2])) | {"values": ["a", "b"]}
    assert decode(sent).tolist() == ["a", "b"]


def test_what_is_missing_arrives_as_what_it_was():
    assert crossed(pd.NA) is pd.NA
    assert crossed(pd.NaT) is pd.NaT
    assert crossed(pd.Timestamp("2026-03-01", tz="UTC")) == pd.Timestamp("2026-03-01", tz="UTC")
    assert crossed(pd.Index([1, 2], name="a")).equals(pd.Index([1, 2]))
    assert crossed(pd.Index([1, 2], name="a")).name == "a"


@pytest.mark.parametrize(
    "array",
    [np.array([1, 2], dtype="int16"), np.array([[0.5, math.nan]]), np.array(["a", "bc"]),
     np.array([True]), np.array([]), np.array(3), np.array([1, "a"], dtype=object),
     np.zeros((2, 0))],
)  # fmt: skip
def test_arrays_arrive_with_their_kind_and_shape(array):
    found = crossed(array)
    assert (found.dtype.kind, found.shape) == (array.dtype.kind, array.shape)
    np.testing.assert_array_equal(found, array)


def test_days_of_an_array_arrive_as_days():
    for days in (np.array(["2026-03-01"], dtype="datetime64[ns]"),
                 np.array(["2026-03-01"], dtype="datetime64[D]")):  # fmt: skip
        assert list(pd.to_datetime(crossed(days))) == [pd.Timestamp("2026-03-01")]
        assert crossed(days[0]) == pd.Timestamp("2026-03-01")


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_networks_arrive_with_what_nodes_and_ties_hold(kind):
    graph = kind(year=2026)
    graph.add_node("a", size=3)
    graph.add_node(("b", 1))
    graph.add_edge("a", ("b", 1), weight=0.5)
    graph.add_edge("a", ("b", 1), weight=0.5)
    found = crossed(graph)
    assert type(found) is kind
    assert dict(found.nodes(data=True)) == dict(graph.nodes(data=True))
    assert list(found.edges(data=True)) == list(graph.edges(data=True))
    assert found.graph == {"year": 2026}


def test_charts_arrive_as_their_specification():
    chart = alt.Chart(pd.DataFrame({"x": [1, 2]})).mark_bar().encode(x="x:Q")
    found = crossed(chart)
    assert isinstance(found, Chart)
    assert type(found).__name__ == "Chart"
    assert found.to_dict() == chart.to_dict()
    assert json.loads(found.to_json()) == chart.to_dict()
    assert isinstance(crossed(alt.Chart), Unknown)
    assert type(crossed(chart | chart)).__name__ == "HConcatChart"


def test_ventures_arrive_as_the_kits_own():
    for venture in (portfolios.easy(), portfolios.standard()):
        found = crossed(venture)
        assert type(found) is type(venture)
        assert found == venture


def test_functions_stay_and_are_called_across():
    kept: list[Any] = []

    def keep(function: Any) -> int:
        kept.append(function)
        return len(kept) - 1

    def double(value: int) -> int:
        return 2 * value

    asked: list[tuple[int, str]] = []

    def call(number: int, name: str) -> Any:
        asked.append((number, name))
        return kept[number]

    found = crossed([abs, {"f": double}], keep=keep, call=call)
    assert (found[0](-3), found[1]["f"](3)) == (3, 6)
    assert asked == [(0, "abs"), (1, "double")]
    assert isinstance(crossed(double), Unknown)
    with pytest.raises(ValueError, match="no answer that can be read"):
        crossed(double, keep=keep)
    assert isinstance(crossed(Unknown, keep=keep, call=call), Unknown)  # a class is no answer


def test_only_what_is_used_up_by_looking_is_one_shot():
    assert one_shot(iter([1]))
    assert one_shot(n for n in ())
    assert not any(one_shot(value) for value in ([1], "a", {}, range(3), len))

    class Both:
        def __next__(self) -> int:
            return 1

        def __iter__(self) -> Both:
            return self

        def __call__(self) -> int:
            return 1

    assert not one_shot(Both())  # it is called, and never used up


def test_what_is_shown_of_the_unknown_is_short():
    assert len(repr(crossed(type("Long", (), {"__repr__": lambda self: "x" * 999})()))) == 200


def test_an_empty_table_with_rows_in_two_parts_arrives_empty():
    index = pd.MultiIndex.from_arrays([[], []], names=["firm", "year"])
    assert crossed(pd.DataFrame({"a": []}, index=index)).shape == (0, 1)
