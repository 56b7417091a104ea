"""A drawn chart is seen as a reader sees it: marks where they are, words as they stand."""

from functools import cache

import pytest
from leverplug.charts import theme
from leverplug.checks import rendering


@cache
def rows():
    """Four means, as a table; late, because pandas takes half a second."""
    import pandas as pd

    return pd.DataFrame(
        {
            "tie": ["kin", "kin", "trade", "trade"],
            "sector": ["old", "new", "old", "new"],
            "mean": [2.25, 2.5, 3.5, 4.0],
        }
    )


@pytest.fixture(autouse=True)
def alt():
    """Altair in its own look, whatever was enabled before: places are reckoned for it."""
    import altair  # late, because it takes seconds

    with altair.theme.enable("default"):
        yield altair


def base():
    import altair as alt

    return alt.Chart(rows(), width=200, height=100)


def test_a_point_stands_where_its_value_says(alt):
    page = rendering.draw(
        base().mark_point().encode(
            x=alt.X("mean:Q", scale=alt.Scale(domain=[0, 5])), y="tie:N", color="sector:N"
        )
    )  # fmt: skip
    places = {next(iter(mark.values)): mark.x[0] for mark in page.marks}
    assert places == pytest.approx({2.25: 90, 2.5: 100, 3.5: 140, 4.0: 160})
    assert {mark.kind for mark in page.marks} == {"point"}
    assert len({mark.look for mark in page.marks}) == 2


def test_bars_lie_one_upon_the_other_or_side_by_side():
    upon = rendering.draw(base().mark_bar().encode(x="mean:Q", y="tie:N", color="sector:N"))
    beside = rendering.draw(base().mark_bar().encode(x="mean:Q", y="tie:N", yOffset="sector:N"))
    assert sum(mark.x[0] > 1 for mark in upon.marks) == 2
    assert all(mark.x[0] == 0 for mark in beside.marks)
    assert all(mark.is_inside() for mark in beside.marks)


def test_what_a_panel_cuts_off_is_not_visible(alt):
    cut = alt.X("mean:Q", scale=alt.Scale(domain=[2, 4]))
    page = rendering.draw(base().mark_bar(clip=True).encode(x=cut, y="tie:N", yOffset="sector:N"))
    lengths = {next(iter(mark.values)): mark.visible_length("x") for mark in page.marks}
    assert lengths == pytest.approx({2.25: 25, 2.5: 50, 3.5: 150, 4.0: 200})
    assert not any(mark.is_inside() for mark in page.marks)


def test_words_are_lines_apart_and_those_cut_short_are_named(alt):
    long = rows().assign(
        tie=rows()["tie"] + " and everything else that somebody may call by that name"
    )
    page = rendering.draw(
        alt.Chart(long)
        .mark_bar()
        .encode(x=alt.X("mean:Q").title("1 = none"), y="tie:N", column="sector:N")
        .properties(title=alt.Title("Trade gives more", subtitle=["than", "kin"]))
    )
    assert page.words["title"] == ["Trade gives more", "than kin"]
    assert "old" in page.words["header"]
    assert "1 = none" in page.words["axis-title"]
    assert len(page.cut) == 2
    assert "Trade gives more" in page.text()


def test_panels_are_lines_apart():
    page = rendering.draw(base().mark_bar().encode(x="mean:Q", y="tie:N", column="sector:N"))
    assert len({mark.panel for mark in page.marks}) == 2
    assert all(mark.panel[0] <= mark.x[0] <= mark.x[1] <= mark.panel[2] for mark in page.marks)


def test_the_axis_of_the_numbers_is_found_where_there_is_one():
    def axis(chart) -> str:
        marks = rendering.draw(chart).marks
        return rendering.axis_of((mark, next(iter(mark.values))) for mark in marks)

    assert axis(base().mark_point().encode(x="mean:Q", y="tie:N")) == "x"
    assert axis(base().mark_bar().encode(y="mean:Q", x="tie:N", xOffset="sector:N")) == "y"
    assert axis(base().mark_bar().encode(x="mean:Q", y="tie:N", column="sector:N")) == "x"
    assert axis(base().mark_bar().encode(x="mean:Q", y="tie:N", color="sector:N")) == ""
    assert axis(base().mark_rect().encode(x="sector:N", y="tie:N", color="mean:Q")) == ""


def test_what_is_no_chart_is_refused():
    with pytest.raises(ValueError, match="Vega"):
        rendering.draw({"mark": "nothing of the kind"})


def test_a_chart_in_the_look_of_the_book_is_seen_as_well(alt):
    theme.enable()
    with alt.theme.enable(theme.NAME):
        page = rendering.draw(base().mark_point().encode(x="mean:Q", y="tie:N"))
    assert sorted(next(iter(mark.values)) for mark in page.marks) == [2.25, 2.5, 3.5, 4.0]
