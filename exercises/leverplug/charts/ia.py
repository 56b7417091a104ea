"""IA's network as we code it: which contacts lift it abroad, which hold it back (`iacase`).

The layout has no chance in it. Each contact gets its own direction, people next to whoever
brought them in, and stands one ring further out than that person; so the picture can be read
outwards as a chain of introductions.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

from leverplug import datasets
from leverplug.charts.chart import Chart, Row, Rows
from leverplug.charts.encodings import Look, broken, in_words, is_narrow, layered, rows_of
from leverplug.charts.look import SHAPES, WIDE, light
from leverplug.charts.theme import alt
from leverplug.charts.words import listed

CENTRE = ("IA", "EB")  # venture and founder, drawn as one
RINGS = {1: 0.6, 2: 0.82, 3: 1.0}  # distance from the centre by number of introductions
HALO = {"stroke": light("ground"), "strokeWidth": 3.5}
CODINGS = {
    "lever": ("lever", SHAPES["lever"]),
    "plug": ("plug", SHAPES["plug"]),
    "both": ("lever and plug", "diamond"),
    "neither": ("neither", "circle"),
}
_SHORT = {
    "outsourcer": "outsourcing firm",
    "Beijing_partners": "partners in Beijing",
    "Asia_contacts": "contacts in Asia",
    "R_ceo": "R’s chief executive",
    "abcol": "abcol",
    "LinkedIn": "LinkedIn",
    "openBC": "openBC",
}


def rows_ia_network() -> Rows:
    """IA's contacts with their places, and the ties among them, with our coding.

    Returns:
        `contacts` (id, label, coding, x, y, side), `ties` (x, y, x2, y2, coding) and `centre`.
    """
    ties = [t for t in datasets.rows("ia_ties") if not {t["from"], t["to"]} <= set(CENTRE)]
    coding = {t["to"]: t["coding"] for t in ties if t["from"] in CENTRE}
    places = _places(ties)
    contacts = []
    for person in datasets.rows("ia_people"):
        if (key := person["id"]) not in CENTRE:
            x, y = places[key]
            contacts.append({"id": key, "label": _SHORT.get(key, _bare(person["name"])),
                             "coding": coding.get(key, "neither"),
                             "x": x, "y": y, "side": _side(x, y)})  # fmt: skip
    places |= dict.fromkeys(CENTRE, (0.0, 0.0))
    lines = [_line(tie, places) for tie in ties]
    return {"contacts": contacts, "ties": lines, "centre": [{"label": "IA", "x": 0, "y": 0}]}


def _bare(name: str) -> str:
    return name.removeprefix("Mr. ").removesuffix(" (unnamed)").removesuffix(".").replace("'", "’")


def _side(x: float, y: float) -> str:
    """Side of its mark on which a name has room."""
    if abs(x) < 0.3 and abs(y) > RINGS[1]:
        return "above" if y > 0 else "below"
    return "left" if x < 0 else "right"


def _line(tie: dict[str, str], places: dict[str, tuple[float, float]]) -> Row:
    (x, y), (x2, y2) = places[tie["from"]], places[tie["to"]]
    ends = {"from": tie["from"], "to": tie["to"], "coding": tie["coding"]}
    return ends | {"x": x, "y": y, "x2": x2, "y2": y2}


def _places(ties: list[dict[str, str]]) -> dict[str, tuple[float, float]]:
    """A place for each contact, by walking from each to those it brought in."""
    parent = _brought_in_by(ties)
    walk: list[tuple[str, int]] = []

    def visit(person: str, depth: int) -> None:
        walk.append((person, depth))
        for child in (name for name, by in parent.items() if by == person):
            visit(child, depth + 1)

    for person in (name for name, by in parent.items() if by is None):
        visit(person, 1)
    step = 2 * pi / len(walk)
    places = {}
    for slot, (person, depth) in enumerate(walk):
        angle = (slot + 0.5) * step - pi / 2
        places[person] = (round(RINGS[depth] * cos(angle), 4), round(RINGS[depth] * sin(angle), 4))
    return places


def _brought_in_by(ties: list[dict[str, str]]) -> dict[str, str | None]:
    """Who introduced each contact or stands before it; None for the founder's own contacts."""
    parent: dict[str, str | None] = {}
    for tie in ties:
        if tie["from"] in CENTRE:
            parent[tie["to"]] = tie["introduced_by"] or parent.get(tie["to"])
    for tie in ties:
        by, contact = tie["from"], tie["to"]
        if by not in CENTRE and parent.get(contact) is None and contact != parent.get(by):
            parent[contact] = by
    return parent


def draw_ia_network(width: int = WIDE) -> alt.LayerChart:
    """IA's ego network: lever, plug, both or neither, by colour, shape and line."""
    narrow = is_narrow(width)
    reach = 1.3 if narrow else 1.2  # room for the names
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-reach, reach], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.1, 1.0], nice=False))
    contacts = rows_of("contacts").encode(x=x, y=y)
    layers = [*_lines(x, y), _marks(contacts), *_names(contacts, x, y, 17 if narrow else 30)]
    return layered(*layers).properties(width=width, height=480 if narrow else 520)


def _lines(x: Any, y: Any) -> list[Any]:
    ties = rows_of("ties").encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
    looks: dict[str, Look] = {
        "neither": {"color": light("home"), "strokeWidth": 1, "opacity": 0.6},
        "lever": {"color": light("lever"), "strokeWidth": 2.5},
        "both": {"color": light("lever"), "strokeWidth": 6},
        "plug": {"color": light("plug"), "strokeWidth": 2.5, "strokeDash": [6, 5]},
    }
    drawn = [
        ties.transform_filter(f"datum.coding == '{c}'").mark_rule(**k) for c, k in looks.items()
    ]
    over = ties.transform_filter("datum.coding == 'both'").mark_rule(**looks["plug"])
    return [*drawn, over]


def _marks(contacts: Any) -> Any:
    words = in_words({code: look[0] for code, look in CODINGS.items()})
    legend = alt.Legend(title=None, symbolSize=120, columns=4, labelExpr=words)

    def looks(of_codes: list[str]) -> Look:
        return {"scale": alt.Scale(domain=list(CODINGS), range=of_codes), "legend": legend}

    fills = [light(name) for name in ("lever", "plug", "plug", "home")]
    edges = [light(name) for name in ("lever", "plug", "lever", "home")]
    return contacts.mark_point(size=170, strokeWidth=3).encode(
        fill=alt.Fill("coding:N", **looks(fills)), stroke=alt.Stroke("coding:N", **looks(edges)),
        shape=alt.Shape("coding:N", **looks([look[1] for look in CODINGS.values()])),
    )  # fmt: skip


def _names(contacts: Any, x: Any, y: Any, letters: int) -> list[Any]:
    """Names beside the marks, on a thin ground so that lines do not cross them out."""
    centre = rows_of("centre").encode(x=x, y=y)
    layers = [
        centre.mark_point(size=1500, color=light("venture")),
        centre.mark_text(color=light("ground"), fontWeight=700, fontSize=14).encode(text="label:N"),
    ]
    sides = {
        "left": {"align": "right", "dx": -11},
        "right": {"align": "left", "dx": 11},
        "above": {"baseline": "line-bottom", "dy": -10},
        "below": {"baseline": "line-top", "dy": 10},
    }
    named = contacts.transform_calculate(words=broken("label", letters))
    for side, look in sides.items():
        part = named.transform_filter(f"datum.side == '{side}'").encode(text="words:N")
        layers += [part.mark_text(**HALO, fontSize=12, lineHeight=13, **look),
                   part.mark_text(fontSize=12, lineHeight=13, **look)]  # fmt: skip
    return layers


def describe_ia_network(rows: Rows) -> str:
    coded = []
    for coding, (words, _) in CODINGS.items():
        names = [row["label"] for row in rows["contacts"] if row["coding"] == coding]
        coded.append(f"{words} ({len(names)}): {listed(names)}")
    among = sum(not {row["from"], row["to"]} & set(CENTRE) for row in rows["ties"])
    return (
        "Network drawing with IA and its founder in the middle and "
        f"{len(rows['contacts'])} contacts around them; whoever was brought in by someone stands "
        f"further out, next to that person. By our coding: {'; '.join(coded)}. {among} thin lines "
        "join contacts who know one another."
    )


ia_network = Chart("ia_network", rows_ia_network, draw_ia_network, describe_ia_network)
