"""Whose the files are: by the names of a platform, or by a notebook or folder for each student."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from assignments.engine.intake.entries import Entry
from leverplug.debrief.platforms import Named, named

_ANONYMOUS = re.compile(r"(?:participant|anon|teilnehmer(?:[/:*_]?in)?)? ?\d*", re.IGNORECASE)
_COPY = re.compile(r"(?:[-_ ]+copy(?:[-_ ]?\d+| ?\(\d+\))?| ?\(\d{1,3}\))$", re.IGNORECASE)
_AGAIN = re.compile(r"-\d{1,2}$")  # Canvas' number of a file that is handed in again
_KINDS = re.compile(r"\.(?:ipynb|zip)$", re.IGNORECASE)
_NAME = re.compile(r"^Name:\s*(?P<name>[^\r\n(]{1,120}?)\s*\((?P<login>[^()\r\n]{1,80})\)", re.M)
_NOTE = 20_000  # bytes of Blackboard's text beside a file that are read
_YEAR = 2100  # numbers of files up to here may be years, or the task's
_DEEPEST = 3  # folders around a class


@dataclass
class Owner:
    """A student as the names of files tell, and all that lies there.

    Args:
        key: The same for all that this student hands in, in every run.
        shown: What a line of the report calls the owner before an id is known.
        named: What the platform says; None for a folder or a file with the student's id.
        name: The student's name, or in a plain folder what the file is called; may be empty.
        entries: The files.
    """

    key: str
    shown: str
    named: Named | None = None
    name: str = ""
    entries: list[Entry] = field(default_factory=list)

    @property
    def notebooks(self) -> list[Entry]:
        """What is called as notebooks are and may be read."""
        return [entry for entry in self.entries if entry.is_notebook and not entry.refusal]


def base(name: str, canvas: bool = False) -> str:
    """A file's name without its kind and what browsers and editors add to that of a copy.

    Example:
        >>> [base(name) for name in ("a-Copy1.ipynb", "a (2).IPYNB", "a - Copy.ipynb", "a.zip")]
        ['a', 'a', 'a', 'a']
        >>> base("a-2.ipynb", canvas=True)
        'a'
    """
    stem = _KINDS.sub("", name)
    if canvas:
        stem = _AGAIN.sub("", stem)
    while (shorter := _COPY.sub("", stem)) and shorter != stem:
        stem = shorter
    return stem


def owners_of(
    entries: Iterable[Entry], assignment: str, one_zip: bool, known: Callable[[str], bool]
) -> list[Owner]:
    """The owners of files, in the order of their keys.

    Args:
        entries: The files.
        assignment: The assignment; a folder with a notebook of this name is a student's.
        one_zip: Whether all of it came in one zip, whose folders may hold the class.
        known: Whether a name is a student's id or another key of the class list.
    """
    owners: dict[str, Owner] = {}
    plain = []
    found_in = [(entry, named(entry.path)) for entry in entries]
    canvas = _is_canvas([found for _, found in found_in if found])
    for entry, found in found_in:
        if not found or (found.platform == "canvas" and not canvas):
            plain.append(entry)
            continue
        key = f"{found.platform} {found.whole or found.number}"
        if found.platform in ("canvas", "brightspace"):  # the number may be a year, or the task's
            key = f"{found.platform} {found.name.casefold()} {found.number}"
        name = "" if _ANONYMOUS.fullmatch(found.name) else found.name
        owner = owners.setdefault(key, Owner(key, name or found.number, found, name))
        owner.entries.append(entry)
    if owners:  # beside a platform's names only notebooks can be work, not the platform's own pages
        plain = [entry for entry in plain if entry.is_notebook]
    for entry in _unwrapped(plain, assignment, one_zip, known):
        top = entry.parts[0]
        name = base(top) if len(entry.parts) == 1 or _KINDS.search(top) else top
        owner = owners.setdefault(f"file {name}", Owner(f"file {name}", top, None, name))
        owner.entries.append(entry)
    for owner in owners.values():
        _with_name_of_blackboard(owner)
    return [owners[key] for key in sorted(owners)]


def _is_canvas(names: Iterable[Named]) -> bool:
    """Whether names that Canvas may have given are its: `hw_05_2026_ann.ipynb` is not.

    Canvas gives each file a number of its own, and each student one name.
    """
    files: dict[int, Named] = {}
    students: dict[str, str] = {}
    for one in names:
        number = one.attempt[0]
        if one.platform != "canvas" or not number:
            continue
        same = files.setdefault(number, one)
        if number <= _YEAR or same[:6] != one[:6]:
            return False
        if students.setdefault(one.number, one.name) != one.name:
            return False
    return True


def _unwrapped(
    entries: list[Entry], assignment: str, one_zip: bool, known: Callable[[str], bool]
) -> list[Entry]:
    """Files without the folders or zips around a whole class."""
    for _ in range(_DEEPEST):
        tops = {entry.parts[0] for entry in entries}
        if len(tops) != 1:
            break
        (top,) = tops
        inside = [entry.parts[1:] for entry in entries if entry.is_notebook]
        if known(base(top)) or not inside or not all(inside):
            break
        if any(len(parts) == 1 and base(parts[0]) == assignment for parts in inside):
            break
        several = len({parts[0] for parts in inside}) > 1
        folders_only = all(len(parts) > 1 for parts in inside)
        is_zip = top.lower().endswith(".zip")
        if not (several if is_zip else one_zip and (several or folders_only)):
            break
        one_zip = True
        entries = [replace(entry, path="/".join(entry.parts[1:])) for entry in entries
                   if len(entry.parts) > 1]  # fmt: skip
    return entries


def _with_name_of_blackboard(owner: Owner) -> None:
    """Take the student's name from the text that Blackboard lays beside a file."""
    if not owner.named or owner.named.platform != "blackboard":
        return
    for entry in owner.entries:
        if entry.path.lower().endswith(".txt") and entry.open and not entry.refusal:
            try:
                with entry.open() as stream:
                    text = stream.read(_NOTE).decode("utf-8", "replace")
            except Exception:  # a damaged text says no name, and is no work
                continue
            if found := _NAME.search(text):
                owner.name = owner.shown = " ".join(found["name"].split())
                login = found["login"].strip()
                if login and owner.named.whole.endswith(login):
                    owner.named = owner.named._replace(number=login, whole="")
