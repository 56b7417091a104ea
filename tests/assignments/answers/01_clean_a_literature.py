"""Slips in *Clean a literature*: greedy patterns, hyphens, names that look alike."""

from answer import Answer

ANSWERS = [
    Answer(
        "The last four digits of an entry are its year",
        cells={
            "years": """
def year_of(entry):
    return int(re.findall(r"\\d{4}", entry)[-1])
"""
        },
        marks={"test-years": 0, "test-years-elsewhere": 0, "test-words": 1},
        feedback=["which is no year: look at what else in that entry has four digits"],
    ),
    Answer(
        "A year is whatever stands in the last brackets",
        cells={
            "years": """
def year_of(entry):
    return int(re.search(r".*\\((\\d{4})", entry).group(1))
"""
        },
        marks={"test-years": 0, "test-years-elsewhere": 0},
        feedback=[
            "part of the title, or the day it was read online",
            "ask whether anything was found before you use it",
        ],
    ),
    Answer(
        "Every hyphen before a small letter is a break",
        cells={
            "words": """
found = {w for e in printed["raw"] for w in re.findall(r"[^\\W\\d_]+-[a-z]+", e)}
broken = {word: word.replace("-", "") for word in found}
"""
        },
        marks={"test-words": 1, "test-words-all": 1, "test-words-only": 0},
        feedback=["taking out all hyphens mends some words and spoils others"],
    ),
    Answer(
        "A word is broken only if it occurs whole elsewhere in the list",
        cells={
            "words": """
text = " ".join(printed["raw"])
whole = set(re.findall(r"[^\\W\\d_]+", text))
found = set(re.findall(r"[^\\W\\d_]+-[a-z]+", text))
broken = {w: w.replace("-", "") for w in found if w.replace("-", "") in whole}
broken.pop("start-ups", None)
"""
        },
        marks={"test-words": 1, "test-words-all": 0, "test-words-only": 1},
        feedback=["found by looking for the hyphen, not by looking for a whole twin"],
    ),
    Answer(
        "Outlets are counted as they stand",
        cells={
            "outlets": """
works = printed[["number", "outlet"]]
per_outlet = works.loc[works["outlet"] != "", "outlet"].value_counts()
"""
        },
        marks={"test-outlets": 0, "test-outlets-words": 0, "test-outlets-count": 0},
        feedback=[
            "appeared in the same journal, which still goes by two names",
            "the broken word of the example in task 2 is still in an outlet",
            "loses that entry when names are counted as they stand",
        ],
    ),
    Answer(
        "One surname is one person",
        cells={
            "people": """
first = {}
for name in names:
    first.setdefault(name.split(",")[0], name)
one_name = {name: first[name.split(",")[0]] for name in names}
n_people = len(set(one_name.values()))
"""
        },
        marks={
            "test-people-initials": 1,
            "test-people-misprint": 0,
            "test-people-apart": 0,
            "test-people-count": 0,
        },
        feedback=[
            "A surname alone does not tell people apart",
            "a letter of the surname",
            "it is right by accident",
        ],
    ),
    Answer(
        "Names that look alike are one person",
        cells={
            "people": """
import difflib
one_name = {}
for i, name in enumerate(names):
    near = difflib.get_close_matches(name, names[:i], n=1, cutoff=0.85)
    if near:
        one_name[name] = one_name.get(near[0], near[0])
n_people = len({one_name.get(name, name) for name in names})
"""
        },
        marks={"test-people-misprint": 1, "test-people-apart": 0, "test-people-count": 0},
        feedback=["a likeness of letters does not make them one"],
    ),
    Answer(
        "Organisations are people, too",
        cells={
            "people": """
one_name = {
    "Brand, M.": "Brand, M. J.", "Cavusgil, S.": "Cavusgil, S.T.",
    "Kirpalani, V.M.": "Kirpalani, V.H.M.", "Knight, G.A.": "Knight, G.",
    "Madsen, T.": "Madsen, T.K.", "Oviat, B.M.": "Oviatt, B.M.", "Vahlne, J.E.": "Vahlne, J.-E.",
}
n_people = len({one_name.get(name, name) for name in names})
"""
        },
        marks={
            "test-people-initials": 1,
            "test-people-misprint": 1,
            "test-people-apart": 1,
            "test-people-count": 0,
        },
        feedback=["organisations are counted as people"],
    ),
    Answer(
        "The same first author in the same year is the same work",
        cells={"second-list": 'same_as = {"A": 43, "B": 52, "C": 52, "D": None, "E": 36, "F": 76}'},
        marks={"test-second-same": 1, "test-second-new": 0},
        feedback=["a new work is taken for one of the list: B"],
    ),
    Answer(
        "A work in another spelling is another work",
        cells={"second-list": "same_as = dict.fromkeys('ABCDEF')\nsame_as.update(A=43, E=35)"},
        marks={"test-second-same": 0, "test-second-new": 1},
        feedback=["not recognised or taken for another entry: C, E, F"],
    ),
]

# Right answers that go another way than the solution: each must earn every automatic mark.
OTHER_WAYS = {
    "other types, empty cells as None, names kept the other way round": {
        "years": r"""
def year_of(entry):
    m = re.match(r"[^(]*\((\d{4})", entry)
    return m.group(1) if m else float("nan")
""",
        "words": """
words = [
    "Jour-nal", "Econom-ics", "Interna-tional", "Forma-tion", "Theo-retical", "Ca-nadienne",
    "Develop-mental", "Entrepreneur-ship", "Inter-national", "net-works", "Califor-nia",
    "pat-terns", "Man-agement", "Proc-ess", "diver-sity", "net-work", "inter-nationalization",
    "Euro-Marketing",
]
broken = {word: word.replace("-", "") for word in words}
""",
        "outlets": """
works = printed.set_index("raw", drop=False)[::-1].copy()
works["outlet"] = works["outlet"].replace("", None)
for a, b in broken.items():
    works["outlet"] = works["outlet"].str.replace(a, b)
works["outlet"] = works["outlet"].str.removeprefix("The ").str.title()
per_outlet = dict(works["outlet"].dropna().value_counts())
""",
        "people": """
import numpy as np

one_name = {
    "Knight, G.A.": "Knight, G.",
    "Oviatt, B.M.": "Oviat, B.M.",
    "Brand, M.": "Brand, M. J.",
    "Cavusgil, S.T.": "Cavusgil, S.",
    "Kirpalani, V.H.M.": "Kirpalani, V.M.",
    "Madsen, T.": "Madsen, T.K.",
    "Vahlne, J.-E.": "Vahlne, J.E.",
    "Rasmussan, E.S.": "Rasmussen, E.S.",
    "Kenney, K.": "Keeney, K.",
    "Rocha da, A.": "da Rocha, A.",
}
n_people = np.int64(141)
""",
        "second-list": """
same_as = {"A": "43", "B": 0, "C": 52.0, "D": "", "E": 36, "F": 76}
""",
    },
    "entry 15 moved to the other journal, counted by group": {
        "outlets": """
works = printed[["number", "outlet"]].copy()
works["outlet"] = [re.sub(r"(?<=[a-z])-(?=[a-z])", "", o) for o in works["outlet"]]
works.loc[works["number"] == 15, "outlet"] = "International Marketing Review"
works["outlet"] = works["outlet"].replace(
    {"Academy of Management Journal": "The Academy of Management Journal"}
)
per_outlet = works[works["outlet"] != ""].groupby("outlet").size()
""",
    },
}
