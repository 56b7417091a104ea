"""What a board may show: everything to the instructor, no name and no learner's words to a class.

Without names there are the aliases alone. Names of students, files, ventures and scenarios, labels
and ids of ties, reasons and other texts stay out, for any of them may hold a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from leverplug.debrief.groups import Group
from leverplug.debrief.intake import Aside, Entry
from leverplug.venture import Venture

_NUMBER = "[1-9][0-9]?"  # as the lab numbers ties; a longer one may be a student's
_OUT = "\u2068{}\u2069"  # a name that is written from right to left turns nothing round it


@dataclass(frozen=True)
class View:
    """Whether names are shown.

    Args:
        names: True for the instructor's own screen, False for a projector.
    """

    names: bool = True

    def who(self, entry: Entry) -> str:
        """A student in a sentence, as HTML."""
        return f"<b>{entry.alias}</b>{self.name(entry, ' {}')}"

    def plain(self, entry: Entry) -> str:
        """A student in words that are not escaped yet."""
        return f"{entry.alias} ({entry.name})" if self.names else entry.alias

    def name(self, entry: Entry, form: str = "{}") -> str:
        """The name of a student as HTML; nothing where names are not shown."""
        return form.format(_OUT.format(escape(entry.name))) if self.names else ""

    def title(self, group: Group, of: int = 1) -> str:
        """What a group is called, as HTML."""
        if self.names:
            return escape(group.title)
        return f"Scenario {group.number}" if of > 1 else "The class"

    def asides(self, asides: Sequence[Aside], known: Sequence[Entry]) -> list[str]:
        """What was set aside, as HTML."""
        by_alias = {entry.alias: entry for entry in known}
        found = []
        for one in asides:
            whose = [self.who(by_alias[alias]) if alias in by_alias else escape(alias)
                     for alias in one.alias.split(", ") if alias]  # fmt: skip
            files = f" <small>({escape(', '.join(one.files))})</small>" if self.names else ""
            found.append(f"{', '.join(whose)}: {escape(one.words)}{files}")
        return found


def without_own_ids(words: str, design: Venture) -> str:
    """A sentence about a design without labels, with neutral ids in place of a learner's own.

    Args:
        words: A sentence that names ties as "kind (id)".
        design: The design.
    """
    for number, tie in enumerate(design.ties, start=1):
        if not re.fullmatch(f"{re.escape(tie.kind)}-{_NUMBER}", tie.id):
            words = words.replace(f"({tie.id})", f"(tie {number})")
    return words
