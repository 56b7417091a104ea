"""Which self-checks come back in which chapter: by a rule, the same for everybody."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sphinx.environment import BuildEnvironment

from . import register

GAPS = (2, 4)  # chapters back: one question from each


def plan(checks: Mapping[str, Sequence[str]]) -> dict[str, list[tuple[str, str]]]:
    """Choose for each chapter the questions that open it.

    One comes from two chapters back and one from four; where there is no such chapter yet, both
    come from two back. A chapter's questions come back in turn, so that all have their time.

    Args:
        checks: Ids of the self-checks of each chapter, in the order of the book.

    Returns:
        Chapter and id of each question, by the chapter that it opens; no question twice in one.

    Example:
        >>> chosen = plan({"a": ["a1", "a2", "a3"], "b": ["b1"], "c": ["c1"], "d": ["d1"],
        ...                "e": ["e1"]})
        >>> chosen["b"], chosen["c"], chosen["e"]
        ([], [('a', 'a1'), ('a', 'a2')], [('c', 'c1'), ('a', 'a3')])
    """
    chapters = list(checks)
    turns: Counter[str] = Counter()
    chosen = {}
    for at, chapter in enumerate(chapters):
        picks = []
        for gap in GAPS if at >= min(GAPS) else ():
            source = chapters[at - (gap if gap <= at else min(GAPS))]
            picks.append((source, checks[source][turns[source] % len(checks[source])]))
            turns[source] += 1
        chosen[chapter] = list(dict.fromkeys(picks))
    return chosen


def of_book(env: BuildEnvironment) -> dict[str, list[tuple[str, str]]]:
    """Return the plan of the book; its chapters are the pages with self-checks, but the first."""
    pages = register.pages(env)
    checks = {name: list(pages[name].ids("self-check")) for name in in_order(env) if name in pages}
    checks.pop(env.config.root_doc, None)
    return plan({name: ids for name, ids in checks.items() if ids})


def in_order(env: BuildEnvironment) -> list[str]:
    """Return the names of all pages in the order of the contents."""
    found: dict[str, None] = {}
    waiting = [env.config.root_doc]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += reversed(env.toctree_includes.get(name, []))
    return list(found)
