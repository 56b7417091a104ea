"""How a result answers to a number one may turn: the born-global threshold, a capability's dial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from leverplug import outcomes
from leverplug.charts.chart import Chart, Row, Rows
from leverplug.charts.encodings import Look, if_so, layered, rows_of, with_band
from leverplug.charts.look import WIDE, light
from leverplug.charts.theme import alt
from leverplug.charts.ties import spread
from leverplug.charts.words import counted, listed
from leverplug.model.history import History

WITHIN = (2, 3, 5, 10)  # years of the lines that are always drawn
# Sizes as shares of the axes of the narrowest picture, about 290 px wide and 280 px high.
_LETTER, _BOLD, _TALL = 0.026, 0.03, 0.045  # of words
_GAP, _STEP = (0.02, 0.015), 0.02  # what is left free beside words; places that are tried
_ON_AXIS = 0.16  # of the height of a picture: words below a dot that is lower stand on the axis
_CLEAR, _NEAR, _DOT = 0.1, 0.008, (0.03, 0.03)  # around the choice, of a line, of a dot
_Box = tuple[float, float, float, float]  # left, low, right, high
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
        `lines` (years, share, counted, chosen), `names` of those that have room for one beside
        them, `choice` with its one row, and `words` beside the choice.
    """
    limits = sorted({*WITHIN, years})
    heights = {limit: _counted(history, limit) for limit in limits}
    lines = [
        {"years": limit, "share": threshold, "chosen": limit == years, "counted": height}
        for limit in limits for threshold, height in zip(SHARES, heights[limit], strict=True)
    ]  # fmt: skip
    counted = round(float(outcomes.born_global(history, share, years).mean()), 4)
    label = f"● {counted:.0%} count"  # with the sign of the dot, for it may stand away from it
    choice = {"share": share, "years": years, "counted": counted}
    words, *names = _placed(heights, (share, counted, label))
    return {"lines": lines, "names": names, "choice": [choice], "words": [words]}


def _counted(history: History, years: float) -> list[float]:
    """Share of the runs that are born global by each threshold of `SHARES`."""
    highest = history.foreign_intensity[: int(years * outcomes.A_YEAR)].max(0)
    return (highest >= np.array(SHARES)[:, None]).mean(1).round(4).tolist()


def _placed(lines: Mapping[float, Sequence[float]], choice: tuple[float, float, str]) -> list[Row]:
    """The words of the choice, then the names of the lines that have room for one.

    Args:
        lines: Heights at `SHARES` of each line, by years; they fall, and none crosses another.
        choice: The chosen threshold, the height of its line there, and its words.

    Returns:
        `share` and `counted`, where the left end of the words is, and `label`.
    """
    share, height, label = choice
    dot = (share - _DOT[0], height - _DOT[1], share + _DOT[0], height + _DOT[1])
    taken = [dot, (share, 0.0, share, height), (0.0, height, share, height)]  # and two rules
    found: list[Row] = []

    def put(words: str, boxes: np.ndarray) -> bool:
        """Note words in the first of some boxes that is free, if there is one."""
        free = np.flatnonzero(_free(boxes, taken, lines.values()))
        if not len(free):
            return False
        box = boxes[free[0]].tolist()
        taken.append(tuple(box))
        middle = round((box[1] + box[3]) / 2, 3)
        found.append({"share": round(box[0], 3), "counted": middle, "label": words})
        return True

    put(label, _around(share, height, len(label) * _BOLD))
    for years, line in lines.items():
        places = _by_distance(line, share)
        for words in (counted(years, "year"), f"{years:g}"):  # the number alone where room is small
            if put(words, _beside(places, len(words) * _LETTER)):
                break
    return found


def _by_distance(line: Sequence[float], share: float) -> np.ndarray:
    """Points of a line, those away from the chosen threshold and from both ends first."""
    points = zip(SHARES, line, strict=True)
    return np.array(sorted(points, key=lambda at: (abs(at[0] - share) < _CLEAR, abs(at[0] - 0.5))))


def _around(x: float, y: float, wide: float) -> np.ndarray:
    """Boxes for words all over the picture, those nearest to a point first, shape (boxes, 4)."""
    left, low = np.arange(0.01, 1 - wide, _STEP), np.arange(0.02, 1 - _TALL, _STEP)
    all_left, all_low = np.meshgrid(left, low, indexing="ij")
    boxes = _boxes(all_left.ravel(), all_low.ravel(), wide)
    away = (boxes[:, 0] + wide / 2 - x) ** 2 + (boxes[:, 1] - y) ** 2
    return boxes[np.argsort(away, kind="stable")]


def _beside(points: np.ndarray, wide: float) -> np.ndarray:
    """Boxes for words above and to the right of points, then below and to the left, inside."""
    x, y = points.T
    places = [
        place for gap in (1, 2) for place in (
            (x + gap * _GAP[0], y + gap * _GAP[1]),
            (x - gap * _GAP[0] - wide, y - gap * _GAP[1] - _TALL),
        )
    ]  # fmt: skip
    left, low = np.array(places).transpose(1, 2, 0).reshape(2, -1)  # point by point
    boxes = _boxes(left, low, wide)
    inside = (boxes[:, 0] >= 0) & (boxes[:, 1] > 0.01) & (boxes[:, 2:] <= 1).all(1)
    return boxes[inside]


def _boxes(left: np.ndarray, low: np.ndarray, wide: float) -> np.ndarray:
    """Left, low, right and high of boxes for words of one width, shape (boxes, 4)."""
    return np.stack([left, low, left + wide, low + _TALL], axis=1)


def _free(boxes: np.ndarray, taken: Sequence[_Box], lines: Iterable[Sequence[float]]) -> np.ndarray:
    """Whether each of some boxes meets nothing that stands there, and no falling line."""
    others = np.array(taken)[:, None]
    meets = (boxes[:, :2] <= others[..., 2:]) & (others[..., :2] <= boxes[:, 2:])
    free: np.ndarray = ~np.any(meets.all(-1), axis=0)
    for line in lines:  # it enters a box below its top and leaves it above
        at_left, at_right = np.interp(boxes[:, [0, 2]], SHARES, line).T
        free &= (at_left < boxes[:, 1] - _NEAR) | (at_right > boxes[:, 3] + _NEAR)
    return free


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
    words, names = (rows_of(n).encode(x=x, y=y, text="label:N") for n in ("words", "names"))
    soft: Look = {"align": "left", "fontSize": 12, "color": light("muted")}
    layers = [lines, down, across, names.mark_text(**soft)]
    words = words.mark_text(align="left", fontWeight=600)
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
        `curve` (setting, mean, low, high), `now` and `best`, each with one row at most; `dy` of
        `now` is where its words stand, px below it.

    Raises:
        ValueError: `setting` is none of the settings.
    """
    curve = [{"setting": dial} | spread(runs) for dial, runs in sorted(results.items())]
    now = [row for row in curve if row["setting"] == setting]
    if setting is not None and not now:
        known = ", ".join(f"{dial:g}" for dial in sorted(results))
        raise ValueError(f"setting is {setting:g}: choose one of {known}")
    best = max(curve, key=lambda row: row["mean"])
    floor = _ON_AXIS * max(row["high"] for row in curve)
    above = -38 if best["mean"] < floor else -20  # over the words of the best, or in their height
    return {
        "curve": curve,
        "now": [
            row | {"label": f"now {row['setting']:.2f}", "dy": above if row["mean"] < floor else 22}
            for row in now
        ],
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
    above, beside = best.mark_text(dy=-20), now.mark_text(dy=alt.expr("datum.dy"))
    words = [mark.encode(text="label:N") for mark in (above, beside)]
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
