"""Slips in *Read the regression*: degrees of freedom, squares, intervals, what cannot be."""

from answer import Answer

ADJUSTED = """

def adjusted_r2(r2, n, k):
    return 1 - (1 - r2) * (n - 1) / (n - k - 1)
"""
F_VALUE = """
def f_value(r2, n, k):
    return (r2 / k) / ((1 - r2) / (n - k - 1))


"""
WALD = """
def wald(b, se):
    return (b / se) ** 2


"""
ODDS = """
def odds_ratio(b):
    return math.exp(b)


"""
INTERVAL = """
def odds_interval(b, se):
    return [math.exp(b - 1.96 * se), math.exp(b + 1.96 * se)]
"""

ANSWERS = [
    Answer(
        "The rest is divided by the number of firms",
        cells={"fit": "def f_value(r2, n, k):\n    return (r2 / k) / ((1 - r2) / n)\n" + ADJUSTED},
        marks={"test-f": 0, "test-adjusted": 2, "test-fits": 0, "test-impossible": 1},
        feedback=[
            "one degree of freedom goes to each predictor and one to the constant",
            "another number of firms makes all three F values come out",
        ],
    ),
    Answer(
        "There are always three predictors",
        cells={
            "fit": """
def f_value(r2, n, k):
    return (r2 / 3) / ((1 - r2) / (n - 4))


def adjusted_r2(r2, n, k):
    return 1 - (1 - r2) * (n - 1) / (n - 4)
"""
        },
        marks={"test-f": 0, "test-adjusted": 0, "test-fits": 2, "test-mended": 0},
        feedback=["the example worked out by hand does not come out", "which is four here"],
    ),
    Answer(
        "Adjusted R² is rounded, and never below nothing",
        cells={
            "fit": F_VALUE
            + """
def adjusted_r2(r2, n, k):
    return max(0, 1 - (1 - r2) * (n - 1) / (n - k - 1))
"""
        },
        marks={"test-f": 2, "test-adjusted": 0, "test-planted": 1, "test-mended": 1},
        feedback=["a fit worse than accident has an adjusted R² below 0"],
    ),
    Answer(
        "Wald is B over its standard error",
        cells={"odds": "def wald(b, se):\n    return abs(b / se)\n" + ODDS + INTERVAL},
        marks={"test-wald": 0, "test-odds": 1, "test-odds-interval": 2},
        feedback=["this is the size of B over S.E.; Wald is the square of it"],
    ),
    Answer(
        "The interval lies around the odds ratio",
        cells={
            "odds": WALD
            + ODDS
            + """
def odds_interval(b, se):
    return math.exp(b) - 1.96 * se, math.exp(b) + 1.96 * se
"""
        },
        marks={"test-wald": 1, "test-odds": 1, "test-odds-interval": 0},
        feedback=["They belong to B: go to both sides of B first"],
    ),
    Answer(
        "An odds ratio is a change in per cent, and an interval one standard error wide",
        cells={
            "odds": WALD
            + """
def odds_ratio(b):
    return 1 + b


def odds_interval(b, se):
    return math.exp(b - se), math.exp(b + se)
"""
        },
        marks={"test-odds": 0, "test-odds-interval": 0},
        feedback=["triples the odds", "the interval is too wide or too narrow"],
    ),
    Answer(
        "The impossible cell is kept, and so is the printed number of firms",
        cells={
            "misprints": """
impossible = "organisational"
fits = [210]
doubtful = ("foreign", "personal")
"""
        },
        marks={"test-impossible": 0, "test-fits": 0, "test-doubtful": 0, "test-planted": 1},
        feedback=[
            "in this column adjusted R² is below R², as it should be",
            "another number of firms makes all three F values come out",
            "a small number or a missing star is nothing odd in itself",
        ],
    ),
    Answer(
        "R² is exact, and one column that fits is enough",
        cells={
            "misprints": """
impossible = "foreign"
fits = [n for n in range(190, 216)
        if any(abs(f_value(numbers4.loc["r2", c], n, 3) - numbers4.loc["f", c]) < 0.1
               for c in columns)]
doubtful = ["foreign", "institutional"]
"""
        },
        marks={"test-impossible": 1, "test-fits": 0, "test-doubtful": 1},
        feedback=["a number fits only if all three columns come out with it"],
    ),
    Answer(
        "The column was never mended, so nothing fits",
        cells={
            "misprints": """
impossible = "foreign"
fits = [n for n in range(190, 216)
        if all(round(f_value(numbers4.loc["r2", c], n, 3), 3) == numbers4.loc["f", c]
               for c in columns)]
doubtful = ("foreign", "institutional")
"""
        },
        marks={"test-impossible": 1, "test-fits": 0, "test-doubtful": 1},
        feedback=["Two things let F miss"],
    ),
    Answer(
        "The number that looks largest is the planted one",
        cells={"planted": 'planted = ("C", "f")\nmended = 12.2'},
        marks={"test-planted": 0, "test-mended": 0, "test-fits": 2},
        feedback=["Two of the three agree with each other", "compute it from R²"],
    ),
]

# Right answers that go another way than the solution: each must earn every automatic mark.
OTHER_WAYS = {
    "arrays and rearranged formulas": {
        "fit": """
import numpy as np


def f_value(r2, n, k):
    return np.float64((r2 * (n - k - 1)) / (k * (1 - r2)))


def adjusted_r2(r2, n, k):
    return np.float64(r2 - (1 - r2) * k / (n - k - 1))
""",
        "odds": """
import numpy as np


def wald(b, se):
    return np.square(np.divide(b, se))


def odds_ratio(b):
    return np.exp(b)


def odds_interval(b, se):
    return np.exp(b + np.array([-1, 1]) * 1.959964 * se)
""",
        "misprints": """
impossible = "foreign"
fits = np.array([208])
doubtful = ["foreign", "institutional"]
""",
        "planted": """
planted = ["C", "adjusted_r2"]
mended = np.float64(0.24472)
""",
    },
    "one number instead of a list": {
        "misprints": """
impossible = "foreign"
fits = 208
doubtful = ("foreign", "institutional")
""",
    },
}
