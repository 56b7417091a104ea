"""Answers as plain data: what a process may take from another without trusting it.

Numbers, texts, lists, tables, networks and charts become JSON with tags, and are built anew on the
other side from types that are its own: an object that says it equals everything, a list that
counts wrongly or a class that calls itself a number arrives as what it holds, or as `Unknown`.
Functions stay where they are and are called across. Nothing is pickled.
"""

from __future__ import annotations

import datetime
import json
import numbers
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import Any

Json = Any
Keep = Callable[[Callable[..., Any]], int]  # keeps a function, gives its number
Call = Callable[[int, str], Callable[..., Any]]  # what stands for a function of another process

MOST_VALUES = 300_000  # in one answer
_DEEPEST = 40  # lists in lists
_LONGEST_TEXT = 2_000_000  # characters
_MOST_BITS = 4_000  # of a whole number; Python prints no more
_LONGEST_SHOWN = 200  # characters of what cannot be handed over
_TAG = "~"
_VENTURE = ("Venture", "Firm", "Founder", "Capabilities", "Tie", "Change")


class TooMuchError(ValueError):
    """An answer is too large to be handed over."""


class Unknown:
    """Something that cannot be handed over: its kind and how it shows are all that is known."""

    def __init__(self, shown: str) -> None:
        self._shown = shown

    def __repr__(self) -> str:
        return self._shown


class Chart:
    """A chart by its specification, with what tests ask of an Altair chart."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec

    def to_dict(self) -> dict[str, Any]:
        """The Vega-Lite specification."""
        return self._spec

    def to_json(self) -> str:
        """The specification as text."""
        return json.dumps(self._spec)


def encode(value: Any, keep: Keep | None = None) -> Json:
    """A value as JSON with tags.

    Args:
        value: Anything; what is unknown, too large or raises an error becomes `Unknown`.
        keep: Keeps a function for later calls; without it functions are unknown too.
    """
    try:
        return _Encoder(keep).encode(value, 0)
    except TooMuchError:
        return _unknown(value, f"<too large to be handed over: {_kind(value)}>")
    except Exception:  # an object of somebody else's may raise anything when it is looked at
        return _unknown(value)


def decode(data: Json, call: Call | None = None) -> Any:
    """The value that JSON with tags stands for, of this process's own types.

    Args:
        data: What `encode` made, or somebody who pretends to.
        call: Makes what stands for a function.

    Raises:
        ValueError: It is nothing that `encode` makes.
    """
    try:
        return _Decoder(call).decode(data)
    except Exception as error:
        raise ValueError(f"no answer that can be read ({type(error).__name__})") from None


def one_shot(value: Any) -> bool:
    """Whether a value is used up by looking at it, like a generator."""
    return isinstance(value, Iterator) and not callable(value)


def _kind(value: Any) -> str:
    return str(type(value).__name__)[:60]


def _unknown(value: Any, shown: str = "") -> Json:
    try:
        shown = shown or repr(value)[:_LONGEST_SHOWN]
    except Exception:
        shown = f"<{_kind(value)}>"
    return {_TAG: "unknown", "type": _kind(value), "shown": shown}


class _Encoder:
    def __init__(self, keep: Keep | None) -> None:
        self._keep, self._left = keep, MOST_VALUES

    def encode(self, value: Any, depth: int) -> Json:
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            raise TooMuchError
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        if isinstance(value, str):
            return _text(value)
        if value is Ellipsis:
            return {_TAG: "ellipsis"}
        if isinstance(value, int):
            return self._whole(value)
        package = kind.__module__.partition(".")[0]
        known = getattr(self, f"_from_{package}", None)
        found = known(value, depth + 1) if known else None
        return self._plain(value, depth + 1) if found is None else found

    def _whole(self, value: int) -> Json:
        value = int(value)
        if value.bit_length() > _MOST_BITS:
            raise TooMuchError
        return value

    def _many(self, values: Any, depth: int) -> list[Json]:
        return [self.encode(value, depth) for value in islice(values, MOST_VALUES)]

    def _plain(self, value: Any, depth: int) -> Json:
        """Collections, numbers and functions of whatever class."""
        if isinstance(value, Mapping):
            pairs = [self._many(pair, depth) for pair in value.items()]
            return {_TAG: "dict", "v": pairs}
        for kind in (list, tuple, set, frozenset):
            if isinstance(value, kind):
                return {_TAG: kind.__name__, "v": self._many(value, depth)}
        if isinstance(value, range):
            return self._plain(list(islice(value, MOST_VALUES)), depth)
        if isinstance(value, AbstractSet):
            return {_TAG: "set", "v": self._many(value, depth)}
        if isinstance(value, datetime.date):
            return {_TAG: "time", "v": value.isoformat()}
        if isinstance(value, numbers.Real) or type(value).__module__ in ("decimal", "fractions"):
            return float(value)
        if callable(value) and self._keep and not isinstance(value, type):
            return {_TAG: "call", "n": self._keep(value), "name": _kind_of_function(value)}
        if hasattr(value, "__iter__") and not callable(value):
            return {_TAG: "list", "v": self._many(value, depth)}
        return _unknown(value)

    def _from_numpy(self, value: Any, depth: int) -> Json:
        import numpy as np

        if isinstance(value, np.generic | np.ndarray) and value.dtype.kind == "M":
            value = value.astype("datetime64[us]")  # of finer ones numpy makes whole numbers
        if isinstance(value, np.generic):
            return self.encode(value.item(), depth)
        if isinstance(value, np.ndarray):
            if value.size > MOST_VALUES:
                raise TooMuchError
            return {
                _TAG: "array",
                "dtype": str(value.dtype),
                "v": self.encode(value.tolist(), depth),
            }
        return None

    def _from_pandas(self, value: Any, depth: int) -> Json:
        import pandas as pd

        if value is pd.NA or value is pd.NaT:
            return {_TAG: "missing", "v": str(value)}
        if isinstance(value, pd.Timestamp):
            return {_TAG: "time", "v": value.isoformat()}
        if isinstance(value, pd.Index):
            return {_TAG: "index", **self._labels(value, depth)}
        if isinstance(value, pd.Series):
            name, index = self.encode(value.name, depth), self._labels(value.index, depth)
            return {_TAG: "series", "name": name, "index": index, **self._column(value, depth)}
        if isinstance(value, pd.DataFrame):
            columns = [self._column(value.iloc[:, at], depth) for at in range(value.shape[1])]
            return {_TAG: "frame", "columns": self._labels(value.columns, depth),
                    "index": self._labels(value.index, depth), "v": columns}  # fmt: skip
        return None

    def _labels(self, index: Any, depth: int) -> Json:
        names = self._many(index.names, depth)
        return {"v": self._many(index.tolist(), depth), "names": names}

    def _column(self, series: Any, depth: int) -> Json:
        return {"dtype": str(series.dtype), "values": self._many(series.tolist(), depth)}

    def _from_networkx(self, value: Any, depth: int) -> Json:
        import networkx as nx

        if not isinstance(value, nx.Graph):
            return None
        graph = {"directed": value.is_directed(), "multi": value.is_multigraph()}
        nodes = [self._many((node, dict(held)), depth) for node, held in value.nodes(data=True)]
        edges = [self._many((a, b, dict(held)), depth) for a, b, held in value.edges(data=True)]
        held = self._plain(dict(value.graph), depth)
        return {_TAG: "graph", **graph, "held": held, "nodes": nodes, "edges": edges}

    def _from_altair(self, value: Any, depth: int) -> Json:
        if not hasattr(value, "to_dict") or isinstance(value, type):
            return None
        return {_TAG: "chart", "type": _kind(value), "v": self.encode(value.to_dict(), depth)}

    def _from_leverplug(self, value: Any, depth: int) -> Json:
        name = type(value).__name__
        if not is_dataclass(value) or name not in _VENTURE:
            return None
        held = {one.name: self.encode(getattr(value, one.name), depth) for one in fields(value)}
        return {_TAG: "venture", "type": name, "v": held}


class _Decoder:
    def __init__(self, call: Call | None) -> None:
        self._call = call

    def decode(self, data: Json) -> Any:
        if data is None or isinstance(data, (bool, int, float, str)):
            return data
        if not isinstance(data, dict):
            raise ValueError("a list without a tag")
        return getattr(self, f"_to_{data[_TAG]}")(data)

    def _many(self, values: list[Json]) -> list[Any]:
        return [self.decode(value) for value in values]

    def _to_ellipsis(self, data: Json) -> Any:
        return ...

    def _to_dict(self, data: Json) -> Any:
        return {self.decode(key): self.decode(value) for key, value in data["v"]}

    def _to_list(self, data: Json) -> Any:
        return self._many(data["v"])

    def _to_tuple(self, data: Json) -> Any:
        return tuple(self._many(data["v"]))

    def _to_set(self, data: Json) -> Any:
        return set(self._many(data["v"]))

    def _to_frozenset(self, data: Json) -> Any:
        return frozenset(self._many(data["v"]))

    def _to_call(self, data: Json) -> Any:
        if self._call is None:
            raise ValueError("a function where none can be called")
        return self._call(int(data["n"]), str(data["name"]))

    def _to_unknown(self, data: Json) -> Any:
        name = str(data["type"])
        kind = type(name if name.isidentifier() else "object", (Unknown,), {})
        return kind(str(data["shown"]))

    def _to_time(self, data: Json) -> Any:
        import pandas as pd

        return pd.Timestamp(str(data["v"]))

    def _to_missing(self, data: Json) -> Any:
        import pandas as pd

        return pd.NaT if data["v"] == "NaT" else pd.NA

    def _to_array(self, data: Json) -> Any:
        import numpy as np

        as_sent = str(data["dtype"])[:1] in "biufo"  # numbers, and objects, which stay themselves
        return np.array(self.decode(data["v"]), dtype=data["dtype"] if as_sent else None)

    def _to_index(self, data: Json) -> Any:
        import pandas as pd

        index = pd.Index(self._many(data["v"]))
        names = self._many(data["names"])
        return index.set_names(names) if len(names) == index.nlevels else index  # empty: one level

    def _to_series(self, data: Json) -> Any:
        index = self._to_index(data["index"])
        return _series(self._many(data["values"]), data["dtype"], index, self.decode(data["name"]))

    def _to_frame(self, data: Json) -> Any:
        import pandas as pd

        index = self._to_index(data["index"])
        columns = [_series(self._many(c["values"]), c["dtype"], index) for c in data["v"]]
        frame = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=index)
        frame.columns = self._to_index(data["columns"])
        return frame

    def _to_graph(self, data: Json) -> Any:
        import networkx as nx

        kinds = {(False, False): nx.Graph, (True, False): nx.DiGraph,
                 (False, True): nx.MultiGraph, (True, True): nx.MultiDiGraph}  # fmt: skip
        graph: Any = kinds[bool(data["directed"]), bool(data["multi"])]()
        graph.graph = dict(self.decode(data["held"]))
        for node, held in data["nodes"]:
            graph.add_node(self.decode(node), **_by_text(self.decode(held)))
        for one, other, held in data["edges"]:
            graph.add_edge(self.decode(one), self.decode(other), **_by_text(self.decode(held)))
        return graph

    def _to_chart(self, data: Json) -> Any:
        name = str(data["type"])
        kind = type(name if name.isidentifier() else "Chart", (Chart,), {})
        return kind(self.decode(data["v"]))

    def _to_venture(self, data: Json) -> Any:
        from leverplug import venture

        if data["type"] not in _VENTURE:
            raise ValueError("no part of a venture")
        held = {str(name): self.decode(value) for name, value in data["v"].items()}
        return getattr(venture, data["type"])(**held)


def _text(value: str) -> str:
    value = str.__str__(value)
    if len(value) > _LONGEST_TEXT:
        raise TooMuchError
    return value.encode("utf-8", "replace").decode()  # half of a pair is no text


def _kind_of_function(value: Any) -> str:
    return str(getattr(value, "__name__", "function"))[:60]


def _by_text(held: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in held.items()}


def _series(values: list[Any], dtype: str, index: Any, name: Any = None) -> Any:
    """A series of the kind that it was, or of any kind that its values can have."""
    import pandas as pd

    try:
        return pd.Series(values, index=index, dtype=dtype, name=name)
    except (TypeError, ValueError):
        return pd.Series(values, index=index, dtype=object, name=name)
