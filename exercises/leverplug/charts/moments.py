"""One venture's network over ten years: which ties it has, what they lift, what they hold back."""

from __future__ import annotations

from math import cos, hypot, pi, sin
from typing import Any

from leverplug import catalogue
from leverplug.charts.chart import Chart, Row, Rows
from leverplug.charts.encodings import Look, by_name, is_narrow, layered, palette_scale, rows_of
from leverplug.charts.look import WIDE, light
from leverplug.charts.over_time import A_YEAR
from leverplug.charts.theme import alt
from leverplug.charts.words import counted, listed
from leverplug.model.history import History

MOMENTS = (1, 3, 6, 10)  # years shown
_SEEN = 0.01  # a flow below this is not drawn
_APART = 0.045  # distance of the two lines of a tie from its middle
_MIDDLE = 0.1  # contacts above it have their name above them
_PANEL = 2.9  # from the middle of one panel to the next
_SHORT = {
    "kin": "family",
    "colleagues": "colleagues",
    "trade_fair": "trade fair",
    "trade_council": "council",
    "strategic_partner": "partner",
    "distributor": "distributor",
}


def rows_cover(history: History, run: int) -> Rows:
    """The ties of one run at four moments, each in its place, with what flows through them.

    Args:
        history: A history with detail.
        run: Which run, counted from 0.

    Returns:
        `panels` (year, words), `ties` (label, channel, over) and `flows` (what: "lever" or
        "plug", size 0 to 1); places are `x`, `y` in a wide picture and `nx`, `ny` in a narrow one.
    """
    venture, strength = history.venture, history.strength
    assert venture is not None  # one design, not a sample
    assert strength is not None  # with detail
    panels, ties, flows = [], [], []
    for number, year in enumerate(MOMENTS):
        quarter = year * A_YEAR - 1
        panels.append(_panel(history, run, number, year))
        for slot, tie in enumerate(venture.ties):
            if tie.start > quarter + 1:
                continue
            where = (quarter, history.tie_ids.index(tie.id), run)
            place = _place(slot, len(venture.ties))
            row = {
                "year": year,
                "label": _SHORT.get(tie.kind, tie.id),
                "channel": catalogue.tie_kinds()[tie.kind].channel,
                "over": bool(strength[where] < _SEEN),
                "high": place[1] > _MIDDLE,
            }
            ties.append(row | _moved(number, *place))
            for what, side in (("lever", 1), ("plug", -1)):
                size = float(getattr(history, what)[where])
                if size >= _SEEN:
                    line = _line(number, *place, side)
                    flows.append({"year": year, "label": row["label"], "what": what,
                                  "size": round(size, 3)} | line)  # fmt: skip
    return {"panels": panels, "ties": ties, "flows": flows}


def _place(slot: int, ties: int) -> tuple[float, float]:
    """A direction for each tie, on an upright oval that leaves room for words at its sides."""
    angle = 2 * pi * (slot + 0.5) / ties + pi / 2
    return 0.86 * cos(angle), sin(angle)


def _panel(history: History, run: int, number: int, year: int) -> Row:
    quarter = year * A_YEAR - 1
    share = float(history.foreign_intensity[quarter, run])
    regions = int(history.present[quarter, :, run].sum())
    words = f"{share:.0%} of sales abroad" if regions else "sells at home"
    row = {"year": year, "title": f"After year {year}", "words": words, "share": round(share, 3),
           "place": counted(regions, "region") if regions else ""}  # fmt: skip
    return row | _moved(number, 0, 0)


def _moved(number: int, x: float, y: float) -> Row:
    """Places in panel `number`: four side by side, or two by two."""
    return {
        "x": round(x + number * _PANEL, 4),
        "y": round(y, 4),
        "nx": round(x + number % 2 * _PANEL, 4),
        "ny": round(y - number // 2 * (_PANEL + 0.9), 4),
    }


def _line(number: int, x: float, y: float, side: int) -> Row:
    """A line from the centre to a contact, a little to one side of its middle."""
    dx, dy = -y / hypot(x, y) * side * _APART, x / hypot(x, y) * side * _APART
    start, end = _moved(number, dx, dy), _moved(number, x + dx, y + dy)
    return start | {f"{name}2": value for name, value in end.items()}


def draw_cover(width: int = WIDE) -> alt.LayerChart:
    """Four moments of a network: solid teal lines lift, broken red ones hold back."""
    narrow = is_narrow(width)
    across, down, columns, rows = ("nx", "ny", 2, 2) if narrow else ("x", "y", 4, 1)
    scale: Look = {"nice": False, "zero": False}
    ends = [-1.45, (columns - 1) * _PANEL + 1.45]
    x = alt.X(f"{across}:Q", axis=None, scale=alt.Scale(domain=ends, **scale))
    low = -1.5 - (rows - 1) * (_PANEL + 0.9)
    y = alt.Y(f"{down}:Q", axis=None, scale=alt.Scale(domain=[low, 2], **scale))
    layers = [_flows(x, y, across, down), *_contacts(x, y), *_titles(x, y)]
    return layered(*layers).properties(width=width, height=600 if narrow else 280)


def _flows(x: Any, y: Any, across: str, down: str) -> Any:
    legend = alt.Legend(title=None, symbolType="stroke", symbolStrokeWidth=4)
    colour = alt.Color("what:N", scale=palette_scale(("lever", "plug")), legend=legend)
    dashes = alt.Scale(domain=["lever", "plug"], range=[[1, 0], [4, 3]])
    widths = alt.Scale(domain=[0, 0.7], range=[1, 13])
    return rows_of("flows").mark_rule(strokeCap="butt").encode(
        x=x, y=y, x2=f"{across}2:Q", y2=f"{down}2:Q", color=colour,
        strokeDash=alt.StrokeDash("what:N", scale=dashes, legend=legend),
        strokeWidth=alt.StrokeWidth("size:Q", scale=widths, legend=None),
    )  # fmt: skip


def _contacts(x: Any, y: Any) -> list[Any]:
    channels = [c for c in catalogue.CHANNELS if c != "other"]
    colour, shape = by_name("channel", channels, alt.Legend(title=None, symbolSize=110))
    base = rows_of("ties").encode(x=x, y=y)
    marks = base.mark_point(size=210, strokeWidth=0).encode(
        fill=colour,
        shape=shape,
        opacity=alt.when("datum.over").then(alt.value(0.3)).otherwise(alt.value(1)),
    )
    outside = [
        base.transform_filter(f"datum.high == {high}").mark_text(dy=dy, fontSize=12)
        for high, dy in (("true", -16), ("false", 18))
    ]
    return [marks, *(names.encode(text="label:N") for names in outside)]


def _titles(x: Any, y: Any) -> list[Any]:
    base = rows_of("panels").encode(x=x, y=y)
    top: Look = {"align": "center", "baseline": "bottom"}
    return [
        base.mark_point(size=420, color=light("venture"), filled=True),
        base.mark_text(**top, dy=-115, fontWeight=600).encode(text="title:N"),
        base.mark_text(**top, dy=-99, fontSize=12, color=light("muted")).encode(text="words:N"),
    ]


def describe_cover(rows: Rows) -> str:
    moments = []
    for panel in rows["panels"]:
        flows = [f for f in rows["flows"] if f["year"] == panel["year"]]
        verb = "" if panel["words"].startswith("sells") else "has "
        words = panel["words"] + (f" in {panel['place']}" if panel["place"] else "")
        parts = []
        for what in ("lever", "plug"):
            sizes = {f["label"]: f["size"] for f in flows if f["what"] == what}
            if sizes:
                top = max(sizes, key=sizes.__getitem__)
                parts.append(f"the strongest {what} is {top} ({sizes[top]:.2f})")
        over = [t["label"] for t in rows["ties"] if t["year"] == panel["year"] and t["over"]]
        parts += [f"over: {listed(over)}"] if over else []
        moments.append(f"After year {panel['year']} it {verb}{words}; {', '.join(parts)}")
    return (
        "Four drawings of one simulated venture with its ties around it. Solid lines are what "
        "each tie lifts (lever), broken lines what it holds back (plug), from 0 to 1. "
        f"{'. '.join(moments)}."
    )


cover = Chart("cover", rows_cover, draw_cover, describe_cover)
