"""How a result answers to a number one may turn: the born-global threshold, a capability's dial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from leverplug import outcomes
from leverplug.charts.chart import Chart, Row, Rows
from leverplug.charts.encodings import HALO, Look, if_so, layered, rows_of, with_band
from leverplug.charts.look import WIDE, light
from leverplug.charts.theme import alt
from leverplug.charts.ties import spread
from leverplug.charts.words import counted, listed
from leverplug.model.history import History

WITHIN = (2, 3, 5, 10)  # years of the lines that are always drawn
CLEAR = 0.1  # share of the axis that a name needs to itself
SHARES = tuple(step / 40 for step in range(41))  # thresholds of foreign sales, 0 to 1


def rows_born_global_threshold(
    history: History,
    share: float = outcomes.BORN_GLOBAL_SHARE,
    years: float = outcomes.BORN_GLOBAL_YEARS,
) -> Rows:
    """Who counts as born global, by the threshold one chooses.

    Args:
        history: Runs of one venture or of many.
        share: The chosen threshold: foreign sales over all sales, 0 to 1.
        years: The chosen limit, in years since founding.

    Returns:
        `lines` (years, share, counted, chosen), `names` at the lines' left ends, and `choice`
        with its one row.
    """
    limits = sorted({*WITHIN, years})
    lines = [
        {"years": limit, "share": threshold, "chosen": limit == years,
         "counted": round(float(outcomes.born_global(history, threshold, limit).mean()), 4)}
        for limit in limits for threshold in SHARES
    ]  # fmt: skip
    counted = round(float(outcomes.born_global(history, share, years).mean()), 4)
    choice = {"share": share, "years": years, "counted": counted, "label": f"{counted:.0%} count"}
    return {"lines": lines, "names": _names(lines, limits, share), "choice": [choice]}


def _names(lines: list[Row], limits: Sequence[float], share: float) -> list[Row]:
    """Names of the lines where these stand furthest apart, and not where the choice is marked."""
    heights = np.array([[r["counted"] for r in lines if r["years"] == n] for n in limits])
    gaps = np.diff(heights, axis=0).min(0)
    gaps[(np.abs(np.array(SHARES) - share) < CLEAR) | (np.array(SHARES) < CLEAR)] = -1
    at = int(gaps.argmax())
    return [
        {"share": SHARES[at], "counted": float(height[at]), "label": counted(limit, "year")}
        for limit, height in zip(limits, heights, strict=True)
    ]


def draw_born_global_threshold(width: int | str = WIDE) -> alt.LayerChart:
    """Share of ventures that count as born global, by threshold and by years allowed."""
    percent = alt.Axis(format=".0%", tickCount=5)
    x = alt.X("share:Q", axis=percent, scale=alt.Scale(domain=[0, 1], nice=False),
              title="Threshold: share of sales abroad")  # fmt: skip
    y = alt.Y("counted:Q", axis=percent, scale=alt.Scale(domain=[0, 1]),
              title="Ventures that count as born global")  # fmt: skip
    lines = rows_of("lines").mark_line().encode(
        x=x, y=y, detail="years:N",
        color=if_so("datum.chosen", light("venture"), light("home")),
        strokeWidth=if_so("datum.chosen", 3, 1.5),
    )  # fmt: skip
    choice = rows_of("choice").encode(x=x, y=y)
    dashed = choice.mark_rule(strokeDash=[4, 4], color=light("venture"))
    down, across = dashed.encode(y2=alt.datum(0)), dashed.encode(x2=alt.datum(0))
    dot = choice.mark_point(size=150, color=light("venture"))
    words = choice.mark_text(align="left", dx=10, dy=-12, fontWeight=600).encode(text="label:N")
    names = rows_of("names").encode(x=x, y=y, text="label:N")
    soft: Look = {"fontSize": 12, "color": light("muted")}
    layers = [lines, down, across, names.mark_text(**HALO, fontSize=12), names.mark_text(**soft)]
    return layered(*layers, dot, words).properties(width=width, height=280)


def describe_born_global_threshold(rows: Rows) -> str:
    choice = rows["choice"][0]
    years = counted(choice["years"], "year")
    line = {row["share"]: row["counted"] for row in rows["lines"] if row["chosen"]}
    points = listed(f"{line[share]:.0%} at {share:.0%}" for share in (0.1, 0.25, 0.5, 0.75))
    return (
        "Line chart of the share of ventures that count as born global, by the share of sales "
        f"abroad that is asked for. Within {years} it falls from {points}. At "
        f"the chosen threshold of {choice['share']:.0%} within {years}, "
        f"{choice['counted']:.0%} count; a longer limit never counts fewer, at any threshold."
    )


def rows_response(results: Mapping[float, np.ndarray], setting: float | None = None) -> Rows:
    """An outcome against the setting of a dial.

    Args:
        results: Outcome of each run, shape (runs,), by setting.
        setting: Where the dial stands now, one of the settings, or None.

    Returns:
        `curve` (setting, mean, low, high), `now` and `best`, each with one row at most.

    Raises:
        ValueError: `setting` is none of the settings.
    """
    curve = [{"setting": dial} | spread(runs) for dial, runs in sorted(results.items())]
    now = [row for row in curve if row["setting"] == setting]
    if setting is not None and not now:
        known = ", ".join(f"{dial:g}" for dial in sorted(results))
        raise ValueError(f"setting is {setting:g}: choose one of {known}")
    best = max(curve, key=lambda row: row["mean"])
    return {
        "curve": curve,
        "now": [row | {"label": f"now {row['setting']:.2f}"} for row in now],
        "best": [best | {"label": f"best {best['setting']:.2f}"}],
    }


def draw_response(width: int | str = WIDE) -> alt.LayerChart:
    """Mean outcome against a dial, with the band of eight runs in ten, now and the best marked."""
    axis = alt.Axis(tickCount=5)
    x = alt.X("setting:Q", title="Setting of the dial", axis=axis)
    look: Look = {"title": "Foreign sales over ten years; band: 8 runs in 10", "axis": axis}
    y = alt.Y("mean:Q", **look, scale=alt.Scale(domainMin=0))
    curve = rows_of("curve").encode(x=x)
    layers = with_band(curve, alt.Y("low:Q", **look), y)
    best, now = (rows_of(source).encode(x=x, y=y) for source in ("best", "now"))
    ring = best.mark_point(size=220, filled=False, strokeWidth=2, color=light("venture"))
    dot = now.mark_point(size=130, color=light("venture"))
    words = [mark.encode(text="label:N")
             for mark in (best.mark_text(dy=-20), now.mark_text(dy=22))]  # fmt: skip
    return layered(*layers, ring, dot, *words).properties(width=width, height=220)


def describe_response(rows: Rows) -> str:
    first, last, best = rows["curve"][0], rows["curve"][-1], rows["best"][0]
    words = (
        f"Line chart of mean foreign sales over ten years against a dial: {first['mean']:.0f} at "
        f"{first['setting']:g}, most ({best['mean']:.0f}) at {best['setting']:g}, "
        f"{last['mean']:.0f} at {last['setting']:g}."
    )
    for now in rows["now"]:
        words += f" The dial stands at {now['setting']:g} ({now['mean']:.0f})."
    return words


born_global_threshold = Chart(
    "born_global_threshold", rows_born_global_threshold, draw_born_global_threshold,
    describe_born_global_threshold, live=True)  # fmt: skip
response = Chart("response", rows_response, draw_response, describe_response, live=True)
