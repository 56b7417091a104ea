"""Writes citations as text and lists the works cited, for notebooks, which have no bibliography."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from bookpages.references import SurnameFirstStyle
from pybtex.backends.markdown import Backend
from pybtex.database import Entry, parse_file
from pybtex.richtext import Text


class Works:
    """The works of a bibliography, cited as the book does: (Coviello, 2006)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def entries(self) -> dict[str, Entry]:
        return dict(parse_file(str(self.path), "bibtex").entries)

    def cite(self, keys: str, in_text: bool) -> str:
        """Return a citation.

        Args:
            keys: Keys of the bibliography, with commas between them.
            in_text: Whether the names are part of the sentence, as in Coviello (2006).

        Raises:
            ValueError: A key is not in the bibliography.
        """
        works = [self._work(key.strip()) for key in keys.split(",")]
        if in_text:
            return ", ".join(f"{names(work)} ({work.fields['year']})" for work in works)
        return "(" + "; ".join(f"{names(work)}, {work.fields['year']}" for work in works) + ")"

    def listed(self, keys: Iterable[str]) -> str:
        """Return the works of these keys as a Markdown list, in the book's order."""
        found = [self._work(key) for key in sorted(set(keys))]
        backend = Backend("utf-8")
        formatted = SurnameFirstStyle().format_entries(found)
        texts = (entry.text.render(backend) for entry in formatted)
        return "\n".join(f"- {' '.join(text.split())}" for text in texts)

    def _work(self, key: str) -> Entry:
        if key not in self.entries:
            raise ValueError(f"{key!r} is no key of {self.path.name}")
        return self.entries[key]


def names(work: Entry) -> str:
    """Return who is named in a citation: one author, two, or the first and *et al.*."""
    surnames = [
        str(Text.from_latex(" ".join([*person.prelast_names, *person.last_names])))
        for person in work.persons.get("author", ())
    ]
    if not surnames:
        return f"*{Text.from_latex(work.fields['title'])}*"
    if len(surnames) > 2:
        return f"{surnames[0]} *et al.*"
    return " and ".join(surnames)
