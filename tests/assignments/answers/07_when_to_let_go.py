"""Wrong answers to *When to let go*, with what they should earn and what should be said of them."""

from answer import Answer

NEVER_LEAVE = """
RECORD_A = record.code(design("A", 40), seed=scenario.seed)
RECORD_B = record.code(design("B", 40), seed=scenario.seed)
"""
LEAVE_AT_ONCE = """
RECORD_A = record.code(design("A", 3), seed=scenario.seed)
RECORD_B = record.code(design("B", 3), seed=scenario.seed)
"""
OTHER_LUCK = '''
def worth(world, last):
    """Mean foreign sales over ten years that the partner adds."""
    sold = simulate(design(world, last), 500, 1).foreign_sales.sum(axis=0)
    alone = simulate(design(world, 0), 500, 2).foreign_sales.sum(axis=0)
    return float((sold - alone).mean())
'''
LAST_QUARTER_ONLY = '''
def worth(world, last):
    """Foreign sales in the last quarter alone, with the partner minus without."""
    sold = simulate(design(world, last), 500, scenario.seed).foreign_sales[-1]
    alone = simulate(design(world, 0), 500, scenario.seed).foreign_sales[-1]
    return float((sold - alone).mean())
'''
AFTER_THE_BEST = '''
def first_year_too_many(totals):
    """The year after the best one."""
    return totals.index(max(totals)) + 1
'''
BELOW_ZERO = '''
def first_year_too_many(totals):
    """The first year with a total below zero."""
    for year, total in enumerate(totals):
        if total < 0:
            return year
    return "never"
'''
BY_THE_MEANS = """
leave, stay = (
    simulate(design("B", last), 500, scenario.seed).foreign_sales.sum(axis=0) for last in (16, 40)
)
SHARE = float(leave.mean() > stay.mean())
"""
A_NEIGHBOURS = """
theirs = checks.scenario("07_when_to_let_go", "s7654321")
theirs = portfolios.with_partner(
    replace(portfolios.standard(learning=0.1, scale=0.9), firm=theirs.firm, founder=theirs.founder),
    4,
)
RECORD_A = RECORD_B = record.code(theirs, seed=1)
"""
MORE_THAN_THE_EXIT = """
hungry = replace(design("B", 14), capabilities=replace(design("B", 14).capabilities, search=0.1))
RECORD_A = record.code(design("A", 26), seed=scenario.seed)
RECORD_B = record.code(hungry, seed=scenario.seed)
"""

ANSWERS = [
    Answer(
        "a partner who still adds to sales is kept for ever",
        cells={"records": NEVER_LEAVE},
        marks={"test-record-b": 1, "test-exit-a": 2, "test-exit-b": 0, "test-lives": 2},
        feedback=["luck your exit comes too late"],
    ),
    Answer(
        "a partner makes up for newness alone, so leave within the year",
        cells={"records": LEAVE_AT_ONCE},
        marks={"test-record-a": 1, "test-exit-a": 0, "test-record-b": 1, "test-exit-b": 0},
        feedback=["luck your exit comes too early"],
    ),
    Answer(
        "two firms are compared on different luck",
        cells={"worth": OTHER_LUCK},
        marks={"test-worth": 0, "test-marginal": 2, "test-lives": 2},
        feedback=["do both runs meet the same luck?"],
    ),
    Answer(
        "the last quarter is taken for ten years",
        cells={"worth": LAST_QUARTER_ONLY},
        marks={"test-worth": 0, "test-marginal": 2, "test-lives": 2},
        feedback=["Add up the foreign sales of all 40 quarters in each run"],
    ),
    Answer(
        "the year after the best is always too many, even when every year adds",
        cells={"marginal": AFTER_THE_BEST},
        marks={"test-marginal": 0, "test-exit-a": 2, "test-exit-b": 2},
        feedback=["while the worth of one more year is positive, it pays to stay"],
    ),
    Answer(
        "a year is too many only when the whole is below zero",
        cells={"marginal": BELOW_ZERO},
        marks={"test-marginal": 0, "test-worth": 2},
        feedback=["compare each total with the one before it"],
    ),
    Answer(
        "what is better on average is better in every life",
        cells={"lives": BY_THE_MEANS},
        marks={"test-lives": 0, "test-exit-b": 2},
        feedback=["The means of all lives cannot tell you that"],
    ),
    Answer(
        "a neighbour's record is handed in",
        cells={"records": A_NEIGHBOURS},
        marks={"test-record-a": 0, "test-exit-a": 0, "test-record-b": 0, "test-exit-b": 0},
        feedback=["is not that of your scenario"],
    ),
    Answer(
        "more than the exit is changed",
        cells={"records": MORE_THAN_THE_EXIT},
        marks={"test-record-a": 1, "test-exit-a": 2, "test-record-b": 0, "test-exit-b": 2},
        feedback=["search and learning should be as they were given"],
    ),
]
