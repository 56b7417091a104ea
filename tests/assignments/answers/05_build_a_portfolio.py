"""Slips in *Build a portfolio*: too much effort, somebody else's case, easy ties, miscounting."""

from answer import Answer

OVER_BUDGET = """
mine = Venture(
    firm=scenario.firm,
    founder=scenario.founder,
    capabilities=Capabilities(search=0.05, learning=0.05),
    ties=tuple(
        Tie(f"{kind}-1", kind, 0.30, region=scenario.region)
        for kind in ("trade_fair", "distributor", "key_customer")
    ),
)
RECORD = record.code(mine, seed=scenario.seed)
"""
COPIED = """
theirs = checks.scenario("05_build_a_portfolio", "s7654321")
mine = Venture(
    firm=theirs.firm,
    founder=theirs.founder,
    ties=tuple(
        Tie(f"{kind}-1", kind, 0.15, region=theirs.region)
        for kind in ("trade_fair", "distributor", "key_customer")
    ),
)
RECORD = record.code(mine, seed=theirs.seed)
"""
EASY_TIES = """
RECORD = record.code(people_you_know, seed=scenario.seed)
"""
ANY_QUARTER = '''
def share_served(venture, region, seed, runs=500):
    """Share of draws in which the region was ever served."""
    history = simulate(venture, runs=runs, seed=seed)
    place = list(catalogue.foreign_regions()).index(region)
    return float(history.present[:, place].mean())
'''
MOST_EFFORT = """
_venture = record.read(RECORD).venture
best_tie = min(_venture.ties, key=lambda tie: tie.effort).id
weakest_tie = min(_venture.ties, key=lambda tie: tie.effort).id
share_harmed = float((contribution(_venture, weakest_tie, 500, seed=1) < 0).mean())
"""

ANSWERS = [
    Answer(
        "more effort than the budget allows",
        {"record": OVER_BUDGET},
        {"test-record": 1, "test-budget": 0, "test-target": 0, "test-other-luck": 0},
        feedback=["of the founder's effort and the budget is"],
    ),
    Answer(
        "somebody else's record",
        {"record": COPIED},
        {"test-share-served": 3, "test-record": 0, "test-target": 0, "test-other-luck": 0},
        feedback=["in the record is not that of your scenario"],
    ),
    Answer(
        "only ties that are easy to have",
        {"record": EASY_TIES},
        {"test-record": 1, "test-budget": 1, "test-target": 0, "test-other-luck": 0},
        feedback=["Ask of each tie whether it reaches that region at all."],
    ),
    Answer(
        "all quarters where the last was asked for",
        {"share-served": ANY_QUARTER},
        {"test-share-served": 0, "test-record": 1, "test-target": 2},
        feedback=["take the last quarter"],
    ),
    Answer(
        "ties judged by their effort, on luck that is not one's own",
        {"best-tie": MOST_EFFORT},
        {"test-other-luck": 2, "test-best-tie": 0, "test-harm": 0},
        feedback=[
            "compare contribution(...).mean() of all of them",
            "on your own seed, and divide by the number of draws",
        ],
    ),
    Answer("nothing but a number", {"record": "RECORD = 5"}, total=3,
           feedback=["a record is a text"]),
]  # fmt: skip
