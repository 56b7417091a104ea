"""Wrong answers to the capstone, with what they should earn and what should be said of them."""

from answer import Answer

SHARES = """
PREDICTED = {"born_global": 0.7, "own_master": 0.95, "beats_standard": 0.8}
"""
PEOPLE_I_KNOW = """
mine = Venture(
    firm=scenario.firm,
    founder=scenario.founder,
    ties=(
        Tie("kin-1", "kin", 0.15),
        Tie("colleagues-1", "colleagues", 0.25),
        Tie("domestic_contacts-1", "domestic_contacts", 0.1),
    ),
)
RECORD = record.dumps(mine, seed=scenario.seed, predictions=PREDICTED)
"""
GIANT = """
mine = Venture(
    firm=scenario.firm,
    founder=scenario.founder,
    ties=(
        Tie("multinational-1", "multinational", 0.5, region="developed"),
        Tie("colleagues-1", "colleagues", 0.1),
    ),
)
RECORD = record.dumps(mine, seed=scenario.seed, predictions=PREDICTED)
"""
THE_STANDARD = """
mine = plain
RECORD = record.dumps(mine, seed=scenario.seed, predictions=PREDICTED)
"""
TOO_MUCH = """
mine = Venture(
    firm=scenario.firm,
    founder=scenario.founder,
    ties=(
        Tie("trade_fair-1", "trade_fair", 0.3, region="close"),
        Tie("distributor-1", "distributor", 0.3, region="developed"),
        Tie("key_customer-1", "key_customer", 0.3, region="close"),
    ),
)
RECORD = record.dumps(mine, seed=scenario.seed, predictions=PREDICTED)
"""
RIVAL_OF_OWN = """
rival = mine.without_tie(mine.ties[0].id)
RIVAL = record.dumps(rival, seed=scenario.seed)
gaps = np.subtract(*(simulate(v, 500, scenario.seed).foreign_sales.sum(0) for v in (rival, mine)))
WINS, GAIN = float((gaps > 0).mean()), float(np.median(gaps))
"""
TWO_AT_ONCE = """
rival = mine.without_tie("strategic_partner-1").without_tie("key_customer-1")
RIVAL = record.dumps(rival, seed=scenario.seed)
gaps = np.subtract(*(simulate(v, 500, scenario.seed).foreign_sales.sum(0) for v in (rival, mine)))
WINS, GAIN = float((gaps > 0).mean()), float(np.median(gaps))
"""
OTHER_LUCK = """
rival = mine.replace_tie(replace(mine.tie("strategic_partner-1"), end=None))
RIVAL = record.dumps(rival, seed=scenario.seed)
gaps = (
    simulate(rival, 500, scenario.seed + 1).foreign_sales.sum(0)
    - simulate(mine, 500, scenario.seed).foreign_sales.sum(0)
)
WINS, GAIN = float((gaps > 0).mean()), float(np.median(gaps))
"""
TWO_MEDIANS = """
rival = mine.replace_tie(replace(mine.tie("strategic_partner-1"), end=None))
RIVAL = record.dumps(rival, seed=scenario.seed)
theirs, ours = (simulate(v, 500, scenario.seed).foreign_sales.sum(0) for v in (rival, mine))
WINS, GAIN = float((theirs > ours).mean()), float(np.median(theirs) - np.median(ours))
"""
BETWEEN = '''
def luck_share(results):
    """Variance within designs, held against the variance of their means."""
    results = np.asarray(results, float)
    return float(results.var(axis=1).mean() / max(results.mean(axis=1).var(), 1e-12))
'''
SPREADS = '''
def luck_share(results):
    """Standard deviations instead of variances."""
    results = np.asarray(results, float)
    return float(results.std(axis=1).mean() / results.std())
'''
LUCKIER = """
lives = simulate(mine, 500, scenario.seed).foreign_sales.sum(axis=0)
PLACE = float((lives > lives[LIFE]).mean())
"""

ANSWERS = [
    Answer(
        "the people I know will do, and a relative never lets you down",
        cells={"build": PEOPLE_I_KNOW, "rival": RIVAL_OF_OWN},
        marks={
            "test-brief": 1,
            "test-standard": 0,
            "test-well-ahead": 0,
            "test-one-decision": 1,
            "test-same-luck": 1,
            "test-luck-share": 2,
        },
        feedback=["the standard portfolio sells at least as much abroad as your venture"],
    ),
    Answer(
        "a giant partner does it all",
        cells={"build": GIANT, "rival": RIVAL_OF_OWN},
        marks={"test-brief": 1, "test-standard": 0, "test-own-master": 0, "test-luck-share": 2},
        feedback=["It is absorbed by a partner on whom it depends"],
    ),
    Answer(
        "the standard portfolio is handed in",
        cells={"build": THE_STANDARD, "rival": RIVAL_OF_OWN},
        marks={
            "test-brief": 1,
            "test-standard": 0,
            "test-well-ahead": 0,
            "test-own-master": 1,
            "test-one-decision": 1,
            "test-place": 1,
        },
        feedback=["your venture is less than 15 % ahead of the standard portfolio"],
    ),
    Answer(
        "the budget is exceeded because more effort is always better",
        cells={"build": TOO_MUCH, "rival": RIVAL_OF_OWN},
        marks={
            "test-brief": 0,
            "test-standard": 0,
            "test-well-ahead": 0,
            "test-own-master": 0,
            "test-one-decision": 1,
            "test-luck-share": 2,
        },
        feedback=["lower a tie, end it earlier or start it later"],
    ),
    Answer(
        "shares are given where lives of 100 are asked for",
        cells={"predict": SHARES},
        marks={"test-predict": 0, "test-brief": 1, "test-well-ahead": 1},
        feedback=["give lives out of 100, so that 0.7 becomes 70"],
    ),
    Answer(
        "two decisions are changed at once",
        cells={"rival": TWO_AT_ONCE},
        marks={"test-one-decision": 0, "test-same-luck": 1, "test-place": 1},
        feedback=["Change one at a time, or you will not know which of them made the difference"],
    ),
    Answer(
        "the rival meets other luck",
        cells={"rival": OTHER_LUCK},
        marks={"test-one-decision": 1, "test-same-luck": 0},
        feedback=["against the life of the same number in your design"],
    ),
    Answer(
        "the difference of two medians is taken for the median difference",
        cells={"rival": TWO_MEDIANS},
        marks={"test-one-decision": 1, "test-same-luck": 0},
        feedback=["the difference of two medians compares lives that met different luck"],
    ),
    Answer(
        "luck is held against choice instead of against the whole",
        cells={"luck-share": BETWEEN},
        marks={"test-luck-share": 0, "test-place": 1},
        feedback=["check the unit"],
    ),
    Answer(
        "standard deviations are taken for variances",
        cells={"luck-share": SPREADS},
        marks={"test-luck-share": 0, "test-place": 1},
        feedback=["not with standard deviations"],
    ),
    Answer(
        "the share of luckier lives is given for that of less lucky ones",
        cells={"place": LUCKIER},
        marks={"test-place": 0, "test-luck-share": 2},
        feedback=["lives of your own design that come to less than the life with your number"],
    ),
]
