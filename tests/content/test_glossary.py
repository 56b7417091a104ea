"""The glossary is short, and each complete chapter links a term where it first comes up."""

import re
from functools import cache

import contents
import pytest
from contents import Page
from each import each
from markdown import HEADING, NOT_PROSE, NOT_WORDS, blocks, top_blocks, words

GLOSSARY = "book/appendix/glossary"

# Terms that are everyday words too: linked where they are meant as terms, which no test can tell.
EVERYDAY = {"absorption", "alter", "band", "bridge", "calibration", "community", "constraint",
            "density", "effort", "entry mode", "novelty", "obligation", "redundancy", "run",
            "scope", "seed", "window"}  # fmt: skip
# A first use may stand here without a link: titles, promises, and what cannot hold one.
NOT_LINKED = NOT_PROSE | {"figure", "image", "predict", "self-check", "exercise"}
UNLINKED = (
    re.compile(r"\[[^\]]*\]\([^)]*\)"),  # a link to elsewhere
    re.compile(r"(?<!\*)\*[^*\n]+\*(?!\*)|“[^”]*”"),  # titles of works, quotations
)
TERM = re.compile(r"\{term\}`(?:[^`<]*<(?P<target>[^`>]+)>|(?P<plain>[^`]+))`")
LINKED = re.compile(r"⟦([^⟧]*)⟧")  # a linked term in running text


@cache
def entries() -> dict[str, str]:
    """Return each headword with its definition."""
    found = {}
    for block in blocks(contents.read(GLOSSARY).text):
        if block.name != "glossary":
            continue
        for entry in re.split(r"\n\s*\n", block.body.strip()):
            lines = entry.split("\n")
            heads = [line for line in lines if not line.startswith(" ")]
            text = " ".join(line.strip() for line in lines if line.startswith(" "))
            for head in heads:
                assert head not in found, f"{head} is defined twice"
                found[head] = text
    return found


def running(text: str) -> str:
    """Return the text in which a first use has to be linked, linked terms as ⟦headword⟧."""
    lines = text.split("\n")
    for block in top_blocks(text):
        left_out = block.name in NOT_LINKED or "objectives" in block.classes
        inner = "" if left_out else running(block.body)
        lines[block.start : block.end + 1] = [inner] + [""] * (block.end - block.start)
    plain = TERM.sub(linked, HEADING.sub(" ", "\n".join(lines)))
    for pattern in (*UNLINKED, *NOT_WORDS):
        plain = pattern.sub(" ", plain)
    return plain


def linked(match: re.Match) -> str:
    return f"⟦{' '.join((match['target'] or match['plain']).split())}⟧"


def blank(match: re.Match) -> str:
    return " " * len(match.group())


def uses(head: str) -> re.Pattern:
    """A pattern for the headword, its plural, and its spelling at the start of a sentence."""
    stem = re.escape(head).replace(r"\ ", r"\s+")
    stem = stem[:-1] + "(?:y|ies)" if head.endswith("y") else stem + "(?:e?s)?"
    flags = 0 if head.isupper() else re.IGNORECASE
    return re.compile(rf"(?<![\w-]){stem}(?![\w-])", flags)


def not_linked_at_first_use(text: str, heads: set[str]) -> list[str]:
    """Return the headwords that are used before they are linked, or never linked."""
    plain = running(text)
    links: dict[str, int] = {}
    for match in LINKED.finditer(plain):
        links.setdefault(match[1].lower(), match.start())
    bare = LINKED.sub(blank, plain)
    problems = []
    # Longest first, so that the parts of a longer term do not count as terms.
    for head in sorted(heads, key=len, reverse=True):
        first = uses(head).search(bare)
        if first and first.start() < links.get(head.lower(), len(bare)):
            problems.append(head)
        bare = uses(head).sub(blank, bare)
    return sorted(problems)


# --- the glossary ---------------------------------------------------------------


def test_the_terms_of_the_field_are_there():
    assert set(entries()) >= {
        "born global", "international new venture", "SME", "internationalisation",
        "de-internationalisation", "foreign sales intensity", "scope", "liability of newness",
        "liability of smallness", "liability of foreignness", "liability of outsidership",
        "legitimacy", "personal network", "strong tie", "weak tie", "ego network", "alter",
        "structural hole", "effective size", "constraint", "redundancy", "lever", "plug",
        "rational perspective", "embedded perspective", "obligation", "strategic partnership",
        "asymmetric alliance", "multinational", "absorption", "proactive capability",
        "reflective capability", "discerning capability", "extensive networking",
        "deliberate networking", "stage model", "Uppsala model", "serendipity",
        "first-mover advantage", "opportunity recognition", "virtual survey", "Likert scale",
        "regression coefficient", "standardised coefficient", "R²", "logit", "odds ratio",
        "Wald statistic", "simulated method of moments", "sensitivity analysis", "same luck",
        "seed", "run", "band", "ODD protocol",
    }  # fmt: skip
    assert set(entries()) >= EVERYDAY


@each(entries)
def test_an_entry_has_one_to_three_sentences(head: str):
    text = re.sub(r"\{[\w:]+\}`[^`]*`", "", entries()[head])
    sentences = re.findall(r"[.?!](?=\s|$)", text)
    assert 1 <= len(sentences) <= 3
    assert text.rstrip().endswith(".")


# --- its use in the chapters ------------------------------------------------------


@each(contents.complete)
def test_a_complete_chapter_links_each_term_at_its_first_use(page: Page):
    assert not_linked_at_first_use(page.text, set(entries()) - EVERYDAY) == []


@each(contents.complete)
def test_a_complete_chapter_leads_to_the_glossary(page: Page):
    assert LINKED.search(running(page.text))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("A lever lifts.", ["lever"]),
        ("A {term}`lever` lifts. Levers help.", []),
        ("Levers help. A {term}`lever` lifts.", ["lever"]),
        ("{term}`Levers <lever>` help a lever.", []),
        ("## Lever\n\nA {term}`lever`.", []),
        (":::{note}\nA lever.\n:::\n\nA {term}`lever`.", ["lever"]),
        (":::{note}\nA {term}`lever`.\n:::\n\nA lever.", []),
        (":::{admonition} Box\n:class: objectives\nA lever.\n:::", []),
        ("```{code-cell} python\nlever = 1\n```\n\n`lever`, [lever](x.md), *The lever*", []),
        ("De-internationalisation.", ["de-internationalisation"]),
        ("A {term}`de-internationalisation`.", []),
        ("The INV, and invited guests.", ["INV"]),
        ("Opportunities: first-mover advantages.", ["first-mover advantage"]),
    ],
)
def test_the_search_for_first_uses_works(text: str, missing: list[str]):
    heads = {"lever", "internationalisation", "de-internationalisation", "INV",
             "first-mover advantage"}  # fmt: skip
    assert not_linked_at_first_use(text, heads) == missing


def test_linked_terms_count_as_words_like_any_other():
    text = "A {term}`lever` lifts; {term}`plugs <plug>` hold back {cite:p}`iacase`, as `code` does."
    assert words(text) == ["A", "lever", "lifts", "plugs", "hold", "back", "as", "does"]
