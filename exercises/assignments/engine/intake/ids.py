"""Which id each owner of files has: the class list's, the one of an earlier run, or a safe one.

Nothing is guessed between two people: whoever is not found in the class list, or found twice, is
marked all the same, under a safe id of the platform's own (`moodle-884212`), and asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from assignments.engine.class_list import ClassList, Person, safe_id
from assignments.engine.intake.owners import Owner

NO_ID = "name it by the student's id: letters, digits and . _ - @"
_SHOWN = 3  # people that a line names
_WRITTEN = re.compile(r"[^\W_][\w .,'’`()-]*")  # what may be a person's name, or an id
_BETWEEN, _LONG = re.compile(r"[\s_,]+"), 4  # words of a name, and which may be an id
_WITHOUT_PREFIX = ("blackboard",)  # whose "number" is a login


@dataclass
class Given:
    """An id and whose files it is for.

    Args:
        id: The student's.
        owner: Whose the files are.
        person: What is known of the student.
        lines: What a person must look at, without the id.
        keys: The owner's, of all that were found to be one student.
    """

    id: str
    owner: Owner
    person: Person
    lines: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def given_ids(
    owners: list[Owner],
    class_list: ClassList | None,
    earlier: Mapping[str, str],
    there: set[str],
) -> tuple[list[Given], dict[str, str]]:
    """An id for each owner of files.

    Args:
        owners: Who handed in.
        class_list: The course's, if it has one.
        earlier: Ids of earlier runs by the owners' keys.
        there: Ids of all who have handed in before.

    Returns:
        The ids in the order of the owners, and why others have none, by what they are called.
    """
    found: dict[str, Given] = {}
    refusals = {}
    taken = {student.casefold(): student for student in sorted(there)}
    if class_list:
        taken |= {person.id.casefold(): person.id for person in class_list.people}
    for owner, people, asked in _people(owners, class_list):
        if len(people) == 1:
            given = found.setdefault(people[0].id, Given(people[0].id, owner, people[0]))
            if given.owner is not owner:  # the same student by another name
                given.owner.entries += owner.entries
            given.keys.append(owner.key)
            continue
        if not owner.named and not _WRITTEN.fullmatch(owner.name):
            refusals[owner.shown] = NO_ID
            continue
        wanted = _own_id(owner)
        student = earlier.get(owner.key, wanted)
        if class_list and class_list.person(student):
            student = wanted  # the list has changed since, or another has this id
        lines = [f"LOOK: {asked}"] if asked else []
        other = taken.get(student.casefold(), student)
        if student in found or other != student or (class_list and class_list.person(student)):
            student = _another(student, taken)
        if student != wanted:
            other = taken.get(wanted.casefold(), wanted)
            lines.append(f"LOOK: {owner.shown} beside {other}: one id but for capitals and signs; "
                         f"marked as {student}, rename one or give a class list")  # fmt: skip
        taken[student.casefold()] = student
        first, last = _split(owner.name if owner.named or owner.name != student else "")
        person = Person(student, first=first, last=last)
        found[student] = Given(student, owner, person, lines, [owner.key])
    return list(found.values()), refusals


def _own_id(owner: Owner) -> str:
    if not owner.named:
        return safe_id(owner.name)
    if owner.named.platform in _WITHOUT_PREFIX:
        return safe_id(owner.named.number)
    return safe_id(f"{owner.named.platform}-{owner.named.number}")


def _another(student: str, taken: Mapping[str, str]) -> str:
    """An id like this that nobody has, whatever the case of its letters."""
    number = 2
    while f"{student[:58]}.{number}".casefold() in taken:
        number += 1
    return f"{student[:58]}.{number}"


def _split(name: str) -> tuple[str, str]:
    """A name as a given name and a surname: the last word, as most platforms show it."""
    first, _, last = " ".join(name.split()).rpartition(" ")
    return first, last


def _people(
    owners: list[Owner], class_list: ClassList | None
) -> Iterator[tuple[Owner, tuple[Person, ...], str]]:
    """Owners with those in the class list who may be meant, and what is to be asked if not one."""
    if not class_list:
        yield from ((owner, (), "") for owner in owners)
        return
    by_key = [_by_key(owner, class_list) for owner in owners]
    by_name = [
        () if people or not owner.name else class_list.named(owner.name.replace("_", " "))
        for owner, people in zip(owners, by_key, strict=True)
    ]
    certain = {people[0].id for people in by_key if len(people) == 1}
    uses = Counter(people[0].id for people in by_name if len(people) == 1)
    for owner, known, alike in zip(owners, by_key, by_name, strict=True):
        people, name = known or alike, owner.name or owner.shown
        if not people:
            asked = f"{name} is not in the class list: whose is it{_remedy(owner)}"
            if not owner.named:
                asked = (
                    f"{owner.shown} is no id or name in the class list: whose is it{_remedy(owner)}"
                )
            yield owner, (), asked
        elif len(people) > 1:
            ids = ", ".join(person.id for person in people[:_SHOWN])
            yield owner, (), f"{name} may be any of {ids}: whose is it{_remedy(owner)}"
        elif not known and (uses[people[0].id] > 1 or people[0].id in certain):
            who = people[0].id
            yield owner, (), f"{name} may be {who}, as another may: whose is it{_remedy(owner)}"
        else:
            yield owner, people, ""


def _remedy(owner: Owner) -> str:
    if owner.named and owner.named.platform == "moodle":
        return "? Moodle's grading worksheet of this assignment tells it: CLASS=worksheet.csv"
    return f"? Write {_own_id(owner)} in a column 'Taken in as' of the class list"


def _by_key(owner: Owner, class_list: ClassList) -> tuple[Person, ...]:
    """Who is meant by a number or login, which are nobody else's."""
    if not owner.named:
        words = [word for word in _BETWEEN.split(owner.name) if len(word) >= _LONG]
        among = class_list.find(words)
        return class_list.find([owner.name]) or (among if len(among) == 1 else ())
    if owner.named.platform != "blackboard":
        number = f"{owner.named.platform} {owner.named.number}"
        return class_list.find([_own_id(owner)]) or class_list.find([number])
    # Where no text tells the login, it follows the assignment's name, with whatever in it.
    words = owner.named.whole.split("_") if owner.named.whole else [owner.named.number]
    return class_list.find("_".join(words[start:]) for start in range(len(words)))


def merged(given: Given) -> Given:
    """The same with its files in their order."""
    entries = sorted(given.owner.entries, key=lambda entry: entry.path)
    return replace(given, owner=replace(given.owner, entries=entries))
