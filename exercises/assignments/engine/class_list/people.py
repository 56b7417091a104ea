"""The class list: who is in it, found by any of their keys or by name, and kept in the course."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path

from assignments.engine.class_list.ids import safe_id
from assignments.engine.class_list.person import Person, forms
from assignments.engine.class_list.table import Row, read_table
from assignments.engine.errors import CourseError

FILE = "class_list.json"
_SEVERAL = ("participants", "others")  # fields that hold a tuple


@dataclass(frozen=True)
class ClassList:
    """The students of a course.

    Args:
        people: The students, in the order of the list.
        remarks: What is to be known of the list, in lines for the report.
        column: The name of the column that the ids are from.
    """

    people: tuple[Person, ...]
    remarks: tuple[str, ...] = ()
    column: str = ""
    _ids: dict[str, Person] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ids", {person.id: person for person in self.people})

    @classmethod
    def read(cls, path: Path, column: str = "") -> ClassList:
        """The list in a CSV file of Moodle, Canvas, Blackboard, Brightspace, or one's own.

        Args:
            path: The file.
            column: The heading of the column with the ids; guessed by known headings if empty.

        Raises:
            CourseError: It has no such column, no students, or an id twice.
        """
        table = read_table(path, column)
        people: list[Person] = []
        lines: dict[str, int] = {}
        remarks = []
        for row in table.rows:
            person = _person(row)
            if not person:
                remarks.append(f"{path.name}, line {row.line}: no id for {row.name or 'a row'}")
                continue
            if earlier := lines.get(person.id.casefold()):
                raise CourseError(
                    f"{path.name}, line {row.line}: the id {person.id} stands in line {earlier} "
                    "too; name another column with COLUMN="
                )
            if not row.id:
                remarks.append(f"{path.name}, line {row.line}: no {table.column!r}; "
                               f"{person.id} is taken for the id")  # fmt: skip
            lines[person.id.casefold()] = row.line
            people.append(person)
        if not people:
            raise CourseError(f"{path.name}: a class list without students")
        return cls(tuple(people), tuple(remarks), table.column)

    @classmethod
    def of_course(cls, root: Path, path: Path | None = None, column: str = "") -> ClassList | None:
        """The list that a course keeps, or a new one, which is kept from now on.

        Moodle's grading worksheet has the participants' numbers of one assignment; these are added
        to the list that is there already.

        Args:
            root: The course folder.
            path: A new list, or None for the one that is kept.
            column: The heading of the column with the ids.

        Returns:
            The list, or None if the course has none.

        Raises:
            CourseError: The list cannot be used.
        """
        kept = cls._kept(root, given_anew=path is not None)
        if path is None:
            return kept
        new = cls.read(path, column)
        if kept and any(person.participants for person in new.people):
            new = kept.joined(new)
        new._keep(root)
        return new

    @classmethod
    def _kept(cls, root: Path, given_anew: bool) -> ClassList | None:
        file = root / FILE
        if not file.exists():
            return None
        known = {one.name for one in fields(Person)}
        try:
            text = json.loads(file.read_text(encoding="utf-8"))
            rows = [{key: row[key] for key in known & set(row)} for row in text["people"]]
            people = [Person(**row | {key: tuple(row[key]) for key in _SEVERAL}) for row in rows]
            return cls(tuple(people), column=str(text["column"]))
        except (OSError, ValueError, TypeError, KeyError):
            if given_anew:
                return None
            raise CourseError(f"{file} is damaged: give the class list again, CLASS=…") from None

    def _keep(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        new = root / f".{FILE}.new"
        content = {"column": self.column, "people": [asdict(person) for person in self.people]}
        new.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        new.replace(root / FILE)

    def joined(self, other: ClassList) -> ClassList:
        """This list with what another knows of the same people by number, login or e-mail."""
        people = dict(self._ids)
        remarks = list(other.remarks)
        for person in other.people:
            keys = {key for key in person.known_by if not key.startswith("moodle ")}
            same = self.find(keys) or self.named(person.name)
            if len(same) != 1:
                who = "nobody" if not same else "several"
                remarks.append(f"{person.name or person.id}: {who} in the class list, left out")
                continue
            known = people[same[0].id]
            more = {name: value for name, value in asdict(person).items()
                    if not getattr(known, name) and name not in _SEVERAL}  # fmt: skip
            for name in _SEVERAL:
                both = (*getattr(known, name), *getattr(person, name))
                more[name] = tuple(dict.fromkeys(both))
            people[known.id] = replace(known, **more)
        return ClassList(tuple(people.values()), tuple(remarks), self.column)

    def person(self, student: str) -> Person | None:
        """The student of an id."""
        return self._ids.get(student)

    def number_of(self, student: str) -> str | None:
        """The student number of an id; None if it is not in the list."""
        person = self.person(student)
        return person.number if person else None

    def find(self, keys: Iterable[str]) -> tuple[Person, ...]:
        """Everyone who has one of these ids, numbers, logins or e-mail addresses."""
        found = {person.id: person for key in keys for person in self._keys.get(key.casefold(), ())}
        return tuple(found.values())

    def named(self, name: str) -> tuple[Person, ...]:
        """Everyone of that name, in whatever order and with whatever between its words.

        Accents count, unless the name is nobody's with them.
        """
        for plainly in (False, True):
            index, like = self._names[plainly], forms([name], plainly)
            for alike in ([form for form in like if " " in form], like):  # words tell more
                if found := {one.id: one for form in alike for one in index.get(form, ())}:
                    return tuple(found.values())
        return ()

    @cached_property
    def _keys(self) -> dict[str, list[Person]]:
        index: dict[str, list[Person]] = {}
        for person in self.people:
            for key in person.known_by:
                index.setdefault(key, []).append(person)
        return index

    @cached_property
    def _names(self) -> tuple[dict[str, list[Person]], dict[str, list[Person]]]:
        indexes: tuple[dict[str, list[Person]], dict[str, list[Person]]] = ({}, {})
        for plainly, index in enumerate(indexes):
            for person in self.people:
                for form in forms([person.last, person.first], bool(plainly)):
                    index.setdefault(form, []).append(person)
        return indexes


def _person(row: Row) -> Person | None:
    given = row.id or row.sis or row.login or row.email or row.canvas
    if not given:
        return None
    return Person(
        safe_id(given), row.number or given, row.first, row.last, row.email, given, row.login,
        row.canvas, row.sis, row.section, (row.participant,) if row.participant else (),
        tuple(row.others.split()),
    )  # fmt: skip
