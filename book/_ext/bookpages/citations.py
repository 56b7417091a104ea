"""Works of the bibliography as a text names them, without Sphinx: (Coviello, 2006)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pybtex.database import Entry, parse_file
from pybtex.richtext import Text

SEVERAL = 3  # authors, from which on the first stands for all


class Citations:
    """Names works by their key, with a link to the bibliography where it has an address.

    Args:
        bibliography: A BibTeX file.
        address: Of the page that lists the works; "" for no links.
    """

    def __init__(self, bibliography: Path, address: str = "") -> None:
        self._entries = parse_file(str(bibliography), bib_format="bibtex").entries
        self._address = address

    def in_brackets(self, keys: Iterable[str]) -> str:
        """Works in round brackets, as `{cite:p}` sets them.

        Raises:
            KeyError: The bibliography does not have a work.
        """
        works = (self._entry(key) for key in keys)
        return f"({', '.join(self._linked(f'{who(work)}, {year(work)}') for work in works)})"

    def in_sentence(self, keys: Iterable[str]) -> str:
        """Works as part of a sentence, as `{cite:t}` sets them.

        Raises:
            KeyError: The bibliography does not have a work.
        """
        works = (self._entry(key) for key in keys)
        return ", ".join(f"{who(work)} ({self._linked(year(work))})" for work in works)

    def _entry(self, key: str) -> Entry:
        if key not in self._entries:
            raise KeyError(f"the bibliography has no work with the key {key!r}")
        return self._entries[key]

    def _linked(self, text: str) -> str:
        return f"[{text}]({self._address})" if self._address else text


def who(work: Entry) -> str:
    """Authors or editors by surname; the title where neither is known."""
    people = work.persons.get("author") or work.persons.get("editor")
    if not people:
        return f"*{plain(work.fields['title'])}*"
    names = [plain(" ".join([*person.prelast_names, *person.last_names])) for person in people]
    if len(names) >= SEVERAL:
        return f"{names[0]} *et al.*"
    return " and ".join(names)


def year(work: Entry) -> str:
    return plain(work.fields.get("year", "n.d."))


def plain(latex: str) -> str:
    """BibTeX's way of writing as ordinary text.

    Example:
        >>> plain(r"{Born} Globals in G\\"oteborg")
        'Born Globals in Göteborg'
    """
    return str(Text.from_latex(latex))
