"""Wrong answers to *Lever or plug?*, with what they should earn and what should be said of them."""

from answer import Answer

NAMES = ("BH", "CR", "S", "T", "A", "R", "Lz", "Z", "JPH", "Pa", "online")


def coding(**changed: str) -> str:
    """The cell of a coding that calls every tie a lever, but for those named."""
    return f"CODING = {dict.fromkeys(NAMES, 'lever') | changed!r}"


ALL_COUNT = '''
def compare_codings(mine, theirs):
    """Share of contacts coded alike among all that anybody coded."""
    names = sorted(set(mine) | set(theirs))
    differ = [name for name in names if mine.get(name) != theirs.get(name)]
    common = set(mine) & set(theirs)
    return 1 - len(differ) / len(names), [name for name in differ if name in common]
'''
THE_QUARTER_ITSELF = '''
def early_and_late(name):
    """What the tie adds in quarter 12 and in quarter 40 alone."""
    venture = design({}, 1, ASKED)
    return tuple(
        contribution(
            venture, name, 500, scenario.seed, lambda history, row=row: history.foreign_sales[row]
        ).mean()
        for row in (11, 39)
    )
'''
FROM_THE_CODING = """
VERDICTS = {"BH": "adds", "Z": "takes", CLIENT: "takes", HELPER: "adds"}
"""
FROM_THE_START = """
decisions = dict.fromkeys(("BH", "Lz", "Z", "T", "B", "F"), "cut")
RECORD = record.dumps(design(decisions, 1, ASKED), seed=scenario.seed)
"""
EVERYBODY = """
RECORD = record.dumps(design({}, 1, ASKED), seed=scenario.seed)
"""
FRIENDS_FIRST = """
decisions = {"R": "cut", "JPH": "cut", "BH": "feed", "Lz": "feed"}
RECORD = record.dumps(design(decisions, 4, ASKED), seed=scenario.seed)
"""
CLIENTS_ONLY = """
decisions = {"T": "cut", "B": "cut", "F": "cut", "Pa": "cut", "Z": "cut"}
RECORD = record.dumps(design(decisions, 6, ASKED), seed=scenario.seed)
"""
USUAL_DEMANDS = """
decisions = {"BH": "cut", "Lz": "cut", "Z": "cut", "R": "feed"}
RECORD = record.dumps(design(decisions, 4, 1.0), seed=scenario.seed)
"""

ANSWERS = [
    Answer(
        "every tie is a lever: the rational view",
        cells={"coding": coding(), "record": EVERYBODY},
        marks={
            "test-coding": 0,
            "test-levers": 1,
            "test-plugs": 0,
            "test-both": 0,
            "test-record": 1,
            "test-better": 0,
            "test-half": 0,
            "test-measure": 2,
        },
        feedback=[
            "A coding that tells no two ties apart",
            "The case tells of restraint or trouble that came through T",
            "Keeping everybody leaves the plugs in",
        ],
    ),
    Answer(
        "a tie is lever or plug, never both",
        cells={"coding": coding(T="plug", Z="plug", BH="plug", CR="plug")},
        marks={"test-coding": 1, "test-levers": 1, "test-plugs": 1, "test-both": 0},
        feedback=["A single word for such a tie drops half of what is told"],
    ),
    Answer(
        "what costs time or nerves is a plug",
        cells={"coding": coding(T="plug", Z="plug", BH="both", Lz="both", JPH="plug", A="plug")},
        marks={"test-coding": 1, "test-levers": 0, "test-plugs": 1, "test-both": 1},
        feedback=["a tie through which help is told has a lever in it"],
    ),
    Answer(
        "who was not coded counts as disagreement",
        cells={"compare": ALL_COUNT},
        marks={"test-compare": 0, "test-measure": 2},
        feedback=["a contact that only one of you coded is neither agreement nor disagreement"],
    ),
    Answer(
        "one quarter stands for three years",
        cells={"measure": THE_QUARTER_ITSELF},
        marks={"test-measure": 0, "test-record": 1, "test-half": 1},
        feedback=["these are twelve rows"],
    ),
    Answer(
        "the verdicts are read off the coding",
        cells={"verdicts": FROM_THE_CODING},
        marks={"test-measure": 2, "test-verdicts": 0},
        feedback=["the coding is not a measurement"],
    ),
    Answer(
        "plugs are cut on the first day, helpers or not",
        cells={"record": FROM_THE_START},
        marks={"test-record": 1, "test-better": 0, "test-half": 0},
        feedback=["people before they have helped"],
    ),
    Answer(
        "friends are fed, business is cut",
        cells={"record": FRIENDS_FIRST},
        marks={"test-record": 1, "test-better": 0, "test-half": 0},
        feedback=["cutting helpers"],
    ),
    Answer(
        "the small plugs go, late, and nobody is fed",
        cells={"record": CLIENTS_ONLY},
        marks={"test-record": 1, "test-better": 1, "test-half": 0},
        feedback=["who gets the effort that is freed?"],
    ),
    Answer(
        "the record is made for a world in which ties ask the usual",
        cells={"record": USUAL_DEMANDS},
        marks={"test-record": 0, "test-better": 0, "test-half": 0},
        feedback=["in the record ties ask back another amount than in your scenario"],
    ),
]
