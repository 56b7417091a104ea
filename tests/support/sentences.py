"""Faults of grammar that a sentence made from a template can have, whatever is filled in."""

from __future__ import annotations

import re

# What is counted in the kit's sentences: one of it, several of it.
_NOUNS = (
    "bars|cases|clients|co-authors|columns|communities|contacts|customers|designs|events|facts|"
    "firms|groups|lives|lines|links|marks|markets|openings|others|partners|partnerships|people|"
    "persons|points|quarters|regions|resources|runs(?! out)|sales|sectors|shares|stars|surveys|"
    "ties|trials|values|ventures|visits|words|works|years"
)
_VERBS = (
    "are|were|have|do|don’t|stay|earn|end|lie|start|give|get|go|count|fall|sell|serve|gain|lose|"
    "join|run"
)
# Numbers that name something instead of counting it: year 1, life 1.
_NAMED = r"(?<!year )(?<!quarter )(?<!life )(?<!run )(?<!survey )(?<!from )(?<!to )(?<!at )"
_ONE = rf"(?<![\d.,+\-–]){_NAMED}\b1 "

RULES: dict[str, str] = {
    "a doubled possessive": r"s['’]s\b",
    "one of many": rf"(?i){_ONE}(?:[a-zé-]+ )?(?:{_NOUNS})\b",
    "one with a verb for many": rf"{_ONE}(?:of [^.,;:]{{1,25}}? )?(?:{_VERBS})\b",
    "no number where one belongs": r"\b(?:None|nan|NaN|inf|True|False|array|np\.)(?![a-z])",
    "a loss of nothing": r"(?<![\w.])-0(?:\.0+)?(?!\d|\.\d)",
    "a field that was not filled": r"[{}]|<[a-z_]+ object",
    "an empty name": r"\(\s*\)|“\s*”|\"\s*\"|'\s*'(?!\w)|  | [,.;:!?](?!\d)|[:(“]\s*[,.;](?!\d)",
    "doubled marks": r"[.,;:!?]\s*[,;:]|[.,;:]\s*\.(?!\d)",
    "a doubled word": r"(?i)\b([a-z]+) \1\b",
    "a wrong article": (
        r"(?:(?<![a-z] )\bA|\ba) (?=[aei](?!u)|o(?!ne))|\b[Aa]n (?=[b-dfgj-np-tv-z])"
    ),
    "space at an end": r"^\s|\s$",
    "no full stop at the end": r"(?<![.?!])$(?<!\.\))",
}
_INITIALS = re.compile(r"\b[A-Z]\.,?")  # Servais, P., with


def faults(sentence: str) -> list[str]:
    """Which rules a sentence breaks, each with the place.

    Example:
        >>> faults("The usual dials's median ends at 163.")
        ["a doubled possessive: usual dials's median ends"]
    """
    text = _INITIALS.sub(lambda name: name[0].replace(".", ""), sentence)
    found = []
    for rule, pattern in RULES.items():
        if match := re.search(pattern, text):
            around = text[max(0, match.start() - 25) : match.end() + 15]
            found.append(f"{rule}: {around.strip()}")
    return found
