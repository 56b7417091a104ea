"""How a field grew: works by year, in all and by journal."""

from __future__ import annotations

from collections import Counter

from leverplug import datasets
from leverplug.charts.chart import Chart, Rows
from leverplug.charts.encodings import if_so, layered, rows_of
from leverplug.charts.look import WIDE, light
from leverplug.charts.theme import alt
from leverplug.charts.words import listed

NAMED = 5  # works a journal needs to have a row of its own
_ALL, _OTHERS, _NO_ARTICLES = "All works", "Other journals", "Books, chapters, reports and others"
_ROOM = 2.6  # height of a row's name, in works


def rows_works() -> Rows:
    """Works by year in all, by journal with five works or more, and the rest.

    Returns:
        `counts` (group, year, count, foot, top) and `groups` (group, count, foot, top): `foot` and
        `top` are places on one axis that counts works downwards.
    """
    table = datasets.rows("literature")
    per_journal = Counter(row["outlet"] for row in table if row["type"] == "article")
    named = (name for name, count in per_journal.items() if count >= NAMED)
    journals = sorted(named, key=lambda name: (-per_journal[name], name))
    groups_shown = (_ALL, *journals, _OTHERS, _NO_ARTICLES)
    years: dict[str, Counter[int]] = {name: Counter() for name in groups_shown}
    for row in table:
        year = int(row["year"])
        years[_ALL][year] += 1
        years[_group(row, journals)][year] += 1
    counts, groups, foot = [], [], 0.0
    for group, count in years.items():
        top, foot = foot, foot + _ROOM + max(count.values())
        groups.append({"group": group, "count": count.total(), "top": top, "foot": foot})
        counts += [
            {"group": group, "year": year, "count": n, "foot": foot, "top": foot - n}
            for year, n in sorted(count.items())
        ]
    return {"counts": counts, "groups": groups}


def _group(row: dict[str, str], journals: list[str]) -> str:
    if row["type"] != "article":
        return _NO_ARTICLES
    return row["outlet"] if row["outlet"] in journals else _OTHERS


def draw_works(width: int = WIDE) -> alt.LayerChart:
    """Works by year: one small bar chart for all, for each journal and for the rest, one scale."""
    scale = alt.Scale(reverse=True, nice=False, zero=True)
    top, foot = (alt.Y(f"{end}:Q", scale=scale, axis=None) for end in ("top", "foot"))
    years = alt.Axis(values=[1980, 1990, 2000, 2010], format="d", grid=True, domain=False)
    span = alt.Scale(domain=[1975.5, 2017.5], nice=False)
    bars = rows_of("counts").transform_calculate(
        start="datum.year - 0.42", end="datum.year + 0.42"
    ).mark_bar().encode(
        x=alt.X("start:Q", scale=span, axis=years, title=None), x2="end:Q",
        y=top, y2="foot:Q",
        color=if_so(f"datum.group == '{_ALL}'", light("venture"), light("home")),
    )  # fmt: skip
    groups = rows_of("groups")
    names = groups.transform_calculate(words="datum.group + ': ' + datum.count").mark_text(
        align="left", baseline="top", x=0, dy=6).encode(y=top, text="words:N")  # fmt: skip
    floor = groups.mark_rule(color=light("line")).encode(y=foot)
    return layered(floor, bars, names).properties(width=width, height=560)


def describe_works(rows: Rows) -> str:
    counts = [row for row in rows["counts"] if row["group"] == _ALL]
    total = sum(row["count"] for row in counts)
    most = max(counts, key=lambda row: row["count"])
    first, last = counts[0]["year"], counts[-1]["year"]
    decades: Counter[int] = Counter()
    for row in counts:
        decades[row["year"] // 10 * 10] += row["count"]
    by_decade = listed(f"{count} in the {decade}s" for decade, count in decades.items())
    groups = listed(f"{row['group']} {row['count']}" for row in rows["groups"][1:])
    return (
        f"Bar charts of {total} works by year, {first} to {last}: {by_decade}; the fullest year is "
        f"{most['year']} with {most['count']}. Below, the same by outlet: {groups}."
    )


works = Chart("works", rows_works, draw_works, describe_works)
