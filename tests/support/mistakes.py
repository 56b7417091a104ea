"""Mistakes that learners make in the exercises: what they write in the place of `name = ...`.

By the label of the exercise and the name of the mistake. One line is the value; of several lines
one assigns it.
"""

_TITLES = """
lower = title.str.lower()
born, new = lower.str.contains("{born}"), lower.str.contains("new venture")
counts = {counts}
"""
_BORN = "born[ -]global"
_COUNT = "outcomes.born_global(ventures, {}, {}).sum()"


def _gap(table: str) -> dict[str, str]:
    gap = f'{table}["mean_high_tech"] - {table}["mean_traditional"]'
    size = ".sort_values(key=abs, ascending=False)"
    turned = f'{table}["mean_traditional"] - {table}["mean_high_tech"]'
    total = f'{table}["mean_high_tech"] - {table}["mean_total"]'
    return {
        "the other way round": f"({turned}){size}",
        "sorted by value": f"({gap}).sort_values(ascending=False)",
        "smallest first": f"({gap}).sort_values(key=abs)",
        "not sorted": gap,
        "all firms for one sector": f"({total}){size}",
    }


_PEOPLE = """
people = works[works["authors"].str.contains(",")]
authors = people["authors"].str.split("{at}").str.len()
teams = authors.groupby({by}).{how}()
"""
_DECADE = 'people["year"] // 10 * 10'

_OWN = 'ties[ties["from"].isin({of}) & ties["coding"].isin({codings})]["{column}"].value_counts()'
_BOTH_PEOPLE, _PLUGS = ["EB", "IA"], ["plug", "both"]

_FIRMS = """
passing = []
for n in range(190, 216):
    low, high = ((r / 3) / ((1 - r) / (n - {lost})) for r in ({r2} - {band}, {r2} + {band}))
    if f.between(low, high).all():
        passing.append(n)
"""
_PRINTED = 'table.pivot(index="row", columns="outcome", values="value").loc["r2"]'

_SHARED = 'works[works["themes"].str.contains("alliances")]["themes"].str.split("; ")'
_PARTNERS = 'items[items["{where}"] == "{value}"]["{column}"].value_counts()'

_SHOCK = """
lost = []
for venture in designs:
    kept = simulate(venture).foreign_sales
    left = simulate(venture, shocks=(shock,)).foreign_sales
    a, b = kept{index}.mean(), left{index}.mean()
    lost.append({share})
"""


def _shock(share: str = "(a - b) / a", index: str = "[39]") -> str:
    return _SHOCK.format(share=share, index=index)


_BEST = """
best = []
for portfolio in {order}:
    sales = [simulate(design(portfolio, s, 0.05, 0.0)).foreign_sales.sum(0).mean()
             for s in settings]
    best.append({kept})
"""


def _best(kept: str, order: tuple[str, str] = ("obliged", "holistic")) -> str:
    return _BEST.format(kept=kept, order=order)


MISTAKES: dict[str, dict[str, str]] = {
    "what-is-born-global-ex-titles": {
        "capitals": f'[title.str.contains("{_BORN}").sum(), '
        'title.str.contains("new venture").sum(), '
        f'(title.str.contains("{_BORN}") & title.str.contains("new venture")).sum()]',
        "the hyphen": _TITLES.format(
            born="born global", counts="[born.sum(), new.sum(), (born & new).sum()]"
        ),
        "either for both": _TITLES.format(
            born=_BORN, counts="[born.sum(), new.sum(), (born | new).sum()]"
        ),
        "each alone": _TITLES.format(
            born=_BORN, counts="[(born & ~new).sum(), (new & ~born).sum(), (born & new).sum()]"
        ),
    },
    "what-is-born-global-ex-later": {
        "totals for growth": f"[{_COUNT.format(0.25, 'n')} for n in (4, 5, 6)]",
        "year by year": f"[{_COUNT.format(0.25, 'n')} - {_COUNT.format(0.25, 'n - 1')} "
        "for n in (4, 5, 6)]",
        "the other share": f"[{_COUNT.format(0.5, 'n')} - {_COUNT.format(0.5, 3)} "
        "for n in (4, 5, 6)]",
        "the other way round": f"[three - {_COUNT.format(0.25, 'n')} for n in (4, 5, 6)]",
    },
    "why-so-early-ex-gap": _gap("motives"),
    "a-literature-in-pictures-ex-teams": {
        "organisations counted": 'works["authors"].str.split("; ").str.len()'
        '.groupby(works["year"] // 10 * 10).mean()',
        "sum for mean": _PEOPLE.format(at="; ", by=_DECADE, how="sum"),
        "works for authors": _PEOPLE.format(at="; ", by=_DECADE, how="count"),
        "commas counted": _PEOPLE.format(at=",", by=_DECADE, how="mean"),
        "years for decades": _PEOPLE.format(at="; ", by='people["year"]', how="mean"),
    },
    "whose-help-ex-data": _gap("table"),
    "lever-plug-ex-data": {
        "both left out": _OWN.format(of=_BOTH_PEOPLE, codings=["plug"], column="how_met"),
        "the founder alone": _OWN.format(of=["EB"], codings=_PLUGS, column="how_met"),
        "the firm alone": _OWN.format(of=["IA"], codings=_PLUGS, column="how_met"),
        "levers counted": _OWN.format(
            of=_BOTH_PEOPLE, codings=[*_PLUGS, "lever"], column="how_met"
        ),
        "by coding": _OWN.format(of=_BOTH_PEOPLE, codings=_PLUGS, column="coding"),
    },
    "what-the-survey-ex-n": {
        "nothing passes": _FIRMS.format(lost=4, r2=_PRINTED, band=0.0005),
        "the constant forgotten": _FIRMS.format(lost=3, r2="r2", band=0.0005),
        "one parameter too many": _FIRMS.format(lost=5, r2="r2", band=0.0005),
        "a band too wide": _FIRMS.format(lost=4, r2="r2", band=0.005),
        "the survey's number": "[210]",
    },
    "why-partner-ex-data": {
        "itself left in": f"{_SHARED}.explode().value_counts()",
        "all titles": 'works["themes"].str.split("; ").explode().value_counts().drop("alliances")',
        "all titles, itself left in": 'works["themes"].str.split("; ").explode().value_counts()',
        "themes not split": 'works[works["themes"].str.contains("alliances")]["themes"]'
        ".value_counts()",
        "shares for numbers": f"{_SHARED}.explode().value_counts().drop('alliances') / "
        f"len({_SHARED})",
    },
    "dancing-with-giants-ex-plan": {
        "shares for per cent": "(0.1, 1, 0.1)",
        "quarters for years": "(10, 13, 10)",
        "no giant": "(0, 1, 10)",
        "too dependent": "(50, 1, 10)",
        "no gain": "(10, 10, 10)",
    },
    "letting-go-ex-data": {
        "firms for entries": 'items[items["kind"] == "strategic_partner"]'
        '.groupby("stage")["case"].nunique()',
        "channel for kind": _PARTNERS.format(where="channel", value="business", column="stage"),
        "by firm": _PARTNERS.format(where="kind", value="strategic_partner", column="case"),
        "by resource": _PARTNERS.format(where="kind", value="strategic_partner", column="resource"),
        "all entries": 'items["stage"].value_counts()',
    },
    "build-your-venture-ex-shock": {
        "sales for shares": _shock("a - b"),
        "per cent for shares": _shock("100 * (a - b) / a"),
        "what is kept": _shock("b / a"),
        "divided by the rest": _shock("(a - b) / b"),
        "the other way round": _shock("(b - a) / a"),
        "all ten years": _shock(index=".sum(0)"),
        "the year of the shock": _shock(index="[20]"),
    },
    "three-capabilities-ex-search": {
        "portfolios swapped": _best("settings[sales.index(max(sales))]", ("holistic", "obliged")),
        "positions for settings": _best("sales.index(max(sales))"),
        "per cent for shares": _best("100 * settings[sales.index(max(sales))]"),
        "sales for settings": _best("max(sales)"),
        "the most search": "[max(settings), max(settings)]",
    },
}
