"""One student of the class, and what platforms and files may call the student."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Person:
    """A student of the class.

    Args:
        id: What the course knows the student by; safe as the name of a folder.
        number: The student number as the list has it: what STUDENT in the notebook should be.
        first: Given name.
        last: Surname.
        email: E-mail address.
        given: What the list has in its column of ids, as it stands there.
        login: What the student logs in by.
        canvas: Canvas' own number, its column `ID`.
        sis: Canvas' `SIS User ID`, Moodle's `ID number`, Brightspace's `OrgDefinedId`.
        section: Canvas' sections.
        participants: Moodle's numbers of the participant, one an assignment.
        others: Ids that the student's hand-ins got because nobody knew whose they were.
    """

    id: str
    number: str = ""
    first: str = ""
    last: str = ""
    email: str = ""
    given: str = ""
    login: str = ""
    canvas: str = ""
    sis: str = ""
    section: str = ""
    participants: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The whole name."""
        return " ".join(filter(None, (self.first, self.last)))

    @property
    def known_by(self) -> set[str]:
        """What the student may be found by, each in small letters."""
        own = {self.id, self.number, self.email, self.given, self.login, self.sis}
        if not self.login:
            own.add(self.email.partition("@")[0])
        platforms = {f"canvas {self.canvas}"} if self.canvas else set()
        platforms |= {f"moodle {number}" for number in self.participants}
        return {key.casefold() for key in own | platforms | set(self.others) if key}


def forms(names: list[str], plainly: bool) -> set[str]:
    """A name as its sorted words, and run together, surname first and last, as Canvas has it.

    Args:
        names: One whole name, or its two parts.
        plainly: Whether accents are left out.
    """
    found = set()
    for order in (names, names[::-1]):
        text = unicodedata.normalize("NFKD" if plainly else "NFC", " ".join(order)).casefold()
        if plainly:
            text = "".join(c for c in text if not unicodedata.combining(c))
        words = [word for part in text.split() if (word := _NOT_WORD.sub("", part))]
        found |= {" ".join(sorted(words)), "".join(words)}
    return found - {""}
