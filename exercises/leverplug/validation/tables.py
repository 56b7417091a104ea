"""The model's numbers with their evidence, and the facts it shows, as tables of the appendix.

A table gives Markdown with citations, which the book turns into links to its bibliography.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from leverplug import catalogue, datasets

_SCOPES = {"model": "the model", "survey": "the virtual survey"}
_KINDS = "kinds of tie"
_PARAMETERS = (
    "belongs to", "parameter", "value", "range", "unit", "grade", "source", "what it does",
)  # fmt: skip
_MANY = 20  # rows from which a table is worth a search
_LARGEST = 4  # effects named for each fact
_VERDICT = {"true": "yes", "false": "**no**"}


@dataclass(frozen=True)
class Table:
    """Rows under a head; a page with a script lets its reader search them.

    Args:
        head: Names of the columns.
        rows: Cells as Markdown.
        numbers: Names of the columns to align to the right.
        name: What a style sheet calls the table.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...] = ()
    name: str = ""

    def _repr_markdown_(self) -> str:
        rules = ["---:" if name in self.numbers else "---" for name in self.head]
        lines = [self.head, rules, *([_cell(text) for text in row] for row in self.rows)]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        box = f"::::{{div}} searchable {self.name}\n{table}\n::::"
        return box if len(self.rows) > _MANY else table


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def parameters() -> Table:
    """Every parameter with value, range, unit, grade, source and meaning.

    Example:
        >>> parameters().head[:3]
        ('belongs to', 'parameter', 'value')
    """
    rows = (_row(owner, parameter) for owner, parameter in _owned())
    return Table(_PARAMETERS, tuple(rows), ("value",), "parameters")


def _owned() -> Iterator[tuple[str, catalogue.Parameter]]:
    """Every parameter after the name of what it belongs to."""
    for scope, owner in _SCOPES.items():
        yield from ((owner, parameter) for parameter in catalogue.parameters(scope).values())
    for kind in catalogue.tie_kinds().values():
        yield from ((kind.label, parameter) for parameter in kind.evidence.values())


def _row(owner: str, parameter: catalogue.Parameter) -> tuple[str, ...]:
    ends = f"{parameter.low:.4g} to {parameter.high:.4g}"
    name = parameter.name.replace("_", " ")
    cells = (owner, name, f"{parameter.value:.4g}", ends, parameter.unit, parameter.grade)
    return (*cells, cited(parameter.source), parameter.note)


def cited(source: str) -> str:
    """A source as Markdown: its key as a citation, then the table or moment.

    Example:
        >>> cited("personalnetworks, Table 4")
        '{cite:p}`personalnetworks`, Table 4'
    """
    key, comma, place = source.partition(",")
    return f"{{cite:p}}`{key}`{comma}{place}" if key else ""


def distances() -> Table:
    """The regions with their assumed distance from home."""
    rows = (
        (row["label"], row["distance"], f"{row['low']} to {row['high']}", row["description"])
        for row in datasets.rows("regions")
    )
    return Table(("region", "distance", "range", "what is meant"), tuple(rows), ("distance",))


def grades() -> Table:
    """How many parameters of the model, of the kinds of tie and of the survey have each grade.

    Example:
        >>> [row[0] for row in grades().rows]
        ['the model', 'the virtual survey', 'kinds of tie']
    """
    count = Counter(
        (owner if owner in _SCOPES.values() else _KINDS, parameter.grade)
        for owner, parameter in _owned()
    )
    rows = (
        (owner, *(str(count[owner, grade]) for grade in catalogue.GRADES))
        for owner in (*_SCOPES.values(), _KINDS)
    )
    return Table(("numbers of", *catalogue.GRADES), tuple(rows), catalogue.GRADES)


def facts() -> Table:
    """The facts with what is published, what the model gives, and whether it holds."""
    head = ("fact", "claim", "published", "simulated", "interval or bounds", "holds", "kind")
    rows = (
        (row["id"].split()[0], row["claim"], _number(row["published"]), _number(row["simulated"]),
         _interval(row), f"{_VERDICT[row['holds']]}, {row['held_in']} of 10", row["kind"])
        for row in datasets.rows("model_facts")
    )  # fmt: skip
    return Table(head, tuple(rows), ("published", "simulated"), "facts")


def _interval(row: dict[str, str]) -> str:
    return f"{_number(row['low'])} to {_number(row['high'])}" if row["low"] else ""


def _number(text: str) -> str:
    """Three digits that count, with a minus sign; nothing for nothing."""
    if not text:
        return ""
    value = float(text)
    return (f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}").replace("-", "−")


def influences() -> Table:
    """How often each fact holds away from the values used, what overturns it, what moves it most.

    Shares are of the trials with one number moved, and with all. The last two columns name
    parameters: those that overturn the fact alone, at one end of their range, and the four with
    the largest mean effect when all numbers move.
    """
    head = ("claim", "holds: one, all moved", "overturned alone by", "moved most by")
    rows = datasets.rows("model_sensitivity")
    table = []
    for fact in datasets.rows("model_robustness"):
        mine = [row for row in rows if row["fact"] == fact["fact"]]
        overturning = [row["factor"] for row in mine if row["overturned"] == "true"]
        largest = sorted(mine, key=lambda row: -float(row["effect"]))[:_LARGEST]
        shares = (f"{100 * float(fact[name]):.3g} %" for name in ("holds_alone", "holds_together"))
        causes = (overturning, [row["factor"] for row in largest])
        words = ("; ".join(names) or "nothing" for names in causes)
        claim = f"{fact['fact'].split()[0]}: {fact['claim']}"
        table.append((claim, ", ".join(shares), *words))
    return Table(head, tuple(table))
