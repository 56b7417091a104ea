"""Slips in *What moves founders*: stacked or cut bars, colour for numbers, mixed-up rows."""

from answer import Answer

ALL_CHART = (
    "test-chart-shown",
    "test-chart-place",
    "test-chart-order",
    "test-chart-baseline",
    "test-chart-sectors",
    "test-chart-words",
    "test-chart-scale",
    "test-chart-title",
)
TITLE = '.properties(title="The will to grow leads in both sectors")'
SCALE = 'title="Mean rating (1 = not important at all, 5 = very important)"'
BY_TOTAL = 'sort=list(motives.sort_values("mean_total")["label"])'


def chart(text: str) -> dict[str, str]:
    """The chart cell with another chart in it."""
    return {"chart": f"chart = (\n{text}\n)\nchart"}


def chart_marks(**given: int) -> dict[str, int]:
    """Marks of all cells on the chart: those named, and full marks for the rest."""
    full = {cell: 2 if cell == "test-chart-order" else 1 for cell in ALL_CHART}
    return full | {f"test-chart-{name}": points for name, points in given.items()}


ANSWERS = [
    Answer(
        "Bars by sector are stacked, as they come",
        cells=chart(f"""
    alt.Chart(tidy).mark_bar().encode(
        x=alt.X("mean:Q", {SCALE}),
        y=alt.Y("label:N", {BY_TOTAL}, title=None, axis=alt.Axis(labelLimit=500)),
        color=alt.Color("sector:N", title=None),
    ){TITLE}
"""),
        marks=chart_marks(place=0, order=0, baseline=0, sectors=0),
        feedback=["so their ends show a sum of two means, which means nothing"],
    ),
    Answer(
        "The axis of bars is cut to make differences visible",
        cells=chart(f"""
    alt.Chart(tidy).mark_bar(clip=True).encode(
        x=alt.X("mean:Q", scale=alt.Scale(domain=[2.5, 4.6]), {SCALE}),
        y=alt.Y("label:N", {BY_TOTAL}, title=None, axis=alt.Axis(labelLimit=500)),
        yOffset="sector:N",
        color=alt.Color("sector:N", title=None),
    ){TITLE}
"""),
        marks=chart_marks(baseline=0),
        feedback=["the length of a bar does not say its number"],
    ),
    Answer(
        "What the program does by itself is good enough",
        cells=chart("""
    alt.Chart(tidy).mark_bar().encode(x="motive", xOffset="sector", y="mean", color="sector")
"""),
        marks=chart_marks(order=0, words=0, scale=0, title=0),
        feedback=[
            "alphabetical order, which is nobody's question",
            "a name of a variable shows on the page",
            "4.43 of what?",
            "the chart has no title",
        ],
    ),
    Answer(
        "Colour shows the numbers",
        cells=chart(f"""
    alt.Chart(tidy).mark_rect().encode(
        x=alt.X("sector:N", title=None),
        y=alt.Y("label:N", {BY_TOTAL}, title=None, axis=alt.Axis(labelLimit=500)),
        color=alt.Color("mean:Q", {SCALE}),
    ){TITLE}
"""),
        marks=chart_marks(place=0, order=0, baseline=0, words=0),
        feedback=["colour and size can be compared only roughly"],
    ),
    Answer(
        "The total says enough, and the title is the caption",
        cells=chart(f"""
    alt.Chart(motives).mark_bar().encode(
        x=alt.X("mean_total:Q", {SCALE}),
        y=alt.Y("label:N", sort="-x", title=None, axis=alt.Axis(labelLimit=500)),
    ).properties(title="Factors Influencing the Commencement of Internationalization")
"""),
        marks={"test-chart-shown": 0, "test-chart-sectors": 0, "test-chart-title": 0},
        feedback=[
            "half of the means or more are not on the page",
            "does not say which sector is which",
            "this is the caption of the printed table",
        ],
    ),
    Answer(
        "Colour alone tells the sectors apart, names are cut, and the order is the questionnaire's",
        cells=chart(f"""
    alt.Chart(tidy).mark_circle(size=90).encode(
        x=alt.X("mean:Q", {SCALE}),
        y=alt.Y("label:N", sort=None, title=None),
        color=alt.Color("sector:N", title=None),
    ).properties(title="Motives by sector")
"""),
        marks=chart_marks(order=0, sectors=0, words=0, title=0),
        feedback=[
            "in the order of the alphabet or of the questionnaire",
            "the sectors differ by colour alone",
            "a name is cut short",
            "so short a title names the chart",
        ],
    ),
    Answer(
        "Rows that were sorted on one side only",
        cells={
            "tidy": """
one = motives[["motive", "label"]].assign(sector="Traditional", mean=motives["mean_traditional"])
ranked = sorted(motives["mean_high_tech"], reverse=True)
two = motives[["motive", "label"]].assign(sector="High-tech", mean=ranked)
tidy = pd.concat([one, two])
"""
        },
        marks={"test-tidy": 1, "test-tidy-means": 0, "test-gap": 1, "test-chart-place": 1},
        feedback=["the means do not go with their factors"],
    ),
    Answer(
        "The names of the sectors have changed places",
        cells={
            "tidy": """
tidy = motives.melt(["motive", "label"], ["mean_traditional", "mean_high_tech"], "sector", "mean")
tidy["sector"] = ["High-tech"] * 8 + ["Traditional"] * 8
"""
        },
        marks={"test-tidy": 1, "test-tidy-means": 0},
        feedback=["the means of the two sectors have changed places"],
    ),
    Answer(
        "Gaps the wrong way round, and negative ones last",
        cells={
            "gaps": """
by_motive = motives.set_index("motive")
gap = by_motive["mean_traditional"] - by_motive["mean_high_tech"]
by_gap = list((-gap).sort_values(ascending=False).index)
"""
        },
        marks={"test-gap": 0, "test-by-gap": 0},
        feedback=["every gap has the wrong sign", "because only its size counts here"],
    ),
]

# Right answers that go another way than the solution: each must earn every automatic mark.
OTHER_WAYS = {
    "grouped bars, shortest at the end": {
        "chart": """
chart = (
    alt.Chart(tidy)
    .mark_bar()
    .encode(
        x=alt.X("mean:Q", title="Mean (1 not important at all, 5 very important)"),
        y=alt.Y("label:N", sort="-x", title=None, axis=alt.Axis(labelLimit=600)),
        yOffset="sector:N",
        color=alt.Color("sector:N", title="Sector"),
    )
    .properties(title="The will to grow leads in both sectors")
)
""",
    },
    "a panel for each sector": {
        "chart": """
chart = (
    alt.Chart(tidy)
    .mark_bar()
    .encode(
        x=alt.X("mean:Q", title="Mean (1 not important at all, 5 very important)"),
        y=alt.Y(
            "label:N",
            sort=alt.EncodingSortField("mean", op="mean", order="ascending"),
            title=None,
            axis=alt.Axis(labelLimit=600),
        ),
        column=alt.Column("sector:N", title=None),
    )
    .properties(title="The will to grow leads in both sectors")
)
""",
    },
    "from the wide table, inside the chart": {
        "chart": """
chart = (
    alt.Chart(motives)
    .transform_fold(["mean_traditional", "mean_high_tech"], as_=["sector", "mean"])
    .transform_calculate(who="datum.sector == 'mean_high_tech' ? 'High-tech' : 'Traditional'")
    .mark_point()
    .encode(
        x=alt.X("mean:Q", title="Mean (1 not important at all, 5 very important)"),
        y=alt.Y(
            "label:N",
            sort=alt.EncodingSortField("mean_total", order="descending"),
            title=None,
            axis=alt.Axis(labelLimit=600),
        ),
        color=alt.Color("who:N", title="Sector"),
        shape=alt.Shape("who:N", title="Sector"),
    )
    .properties(title="The will to grow leads in both sectors")
)
""",
    },
    "bars that begin at 1, where the scale does": {
        "chart": """
chart = (
    alt.Chart(tidy.assign(one=1))
    .mark_bar()
    .encode(
        x=alt.X(
            "mean:Q",
            title="Mean (1 not important at all, 5 very important)",
            scale=alt.Scale(domain=[1, 5]),
        ),
        x2="one:Q",
        y=alt.Y(
            "label:N",
            sort=list(motives.sort_values("mean_high_tech")["label"]),
            title=None,
            axis=alt.Axis(labelLimit=600),
        ),
        yOffset="sector:N",
        color=alt.Color("sector:N", title=None),
    )
    .properties(title="The will to grow leads in both sectors")
)
""",
    },
    "ticks that stand upright, side by side": {
        "chart": """
chart = (
    alt.Chart(tidy)
    .mark_tick(thickness=4)
    .encode(
        y=alt.Y("mean:Q", title="Mean (1 not important at all, 5 very important)"),
        x=alt.X("label:N", sort="-y", title=None, axis=alt.Axis(labelLimit=600)),
        xOffset="sector:N",
        color=alt.Color("sector:N", title=None),
    )
    .properties(title="The will to grow leads in both sectors")
)
""",
    },
    "a panel for each factor": {
        "chart": """
chart = (
    alt.Chart(tidy)
    .mark_bar()
    .encode(
        x=alt.X("mean:Q", title="Mean (1 not important at all, 5 very important)"),
        y=alt.Y("sector:N", title=None),
        row=alt.Row(
            "label:N",
            sort=list(motives.sort_values("mean_total", ascending=False)["label"]),
            title=None,
            header=alt.Header(labelAngle=0, labelAlign="left", labelLimit=600),
        ),
    )
    .properties(title="The will to grow leads in both sectors")
)
""",
    },
}
