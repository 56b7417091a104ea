"""Files as a class hands them in, and what is in a zip of them; nothing is unpacked to a disk."""

from __future__ import annotations

import stat
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

LARGEST_FILE = 4 * 1024 * 1024  # bytes: a file of work as a platform's editor may dress it
LARGEST_ZIP = 256 * 1024 * 1024
MOST_BYTES = 512 * 1024 * 1024  # of all files together, as they are once unpacked
MOST_FILES = 50_000
DEEPEST = 2  # a platform's zip, and a zip that a student put into it
LONGEST_NAME = 200  # characters of a name that are shown
_SYSTEM = {".ds_store", "thumbs.db", "desktop.ini", "__macosx"}
_ENCRYPTED = 0x1
_WORD = ("word/document.xml", "content.xml")  # the text of a Word or LibreOffice document


@dataclass(frozen=True)
class File:
    """A file that somebody handed in.

    Args:
        name: Its path as it came, with "/" between folders; shown, never opened.
        data: What is in it.
        time: When it was last changed, in seconds since 1970; 0 if not known.
    """

    name: str
    data: bytes
    time: float = 0.0


@dataclass(frozen=True)
class Refused:
    """A file that is not read, and why."""

    name: str
    reason: str


Found = File | Refused


class Budget:
    """What may still be read of all that a class handed in: a number of files and of bytes."""

    def __init__(self, files: int = MOST_FILES, size: int = MOST_BYTES) -> None:
        self.files, self.size = files, size

    def refusal(self, size: int) -> str:
        """Why a file of so many bytes is not read; empty if it may be, which takes its share."""
        if self.files <= 0:
            return f"there are more than {MOST_FILES:,} files: hand in fewer at a time"
        self.files -= 1
        if size > self.size:
            return f"the files together have over {MOST_BYTES // 2**20} MB: give fewer at a time"
        self.size -= size
        return ""


def is_system(name: str) -> bool:
    """Whether a file was laid down by an operating system and not by a person.

    Example:
        >>> is_system("__MACOSX/anna/._record.json"), is_system("anna/record.json")
        (True, False)
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.lower() in _SYSTEM or part.startswith("._") for part in parts)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip does."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def unpacked(file: File, budget: Budget, depth: int = 1) -> Iterator[Found]:
    """What a file holds: itself, or of a zip each member, also of zips in it.

    A member's name begins with that of its zip, as if this were a folder.

    Args:
        file: The file.
        budget: What may still be read.
        depth: How many zips deep this is.
    """
    if not is_zip(file.data):
        yield file
        return
    if len(file.data) > LARGEST_ZIP:
        yield Refused(file.name, f"a zip of over {LARGEST_ZIP // 2**20} MB: give it in parts")
        return
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as archive:
            yield from _members(archive, file, budget, depth)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        yield Refused(file.name, f"a damaged zip: download it again ({_short(error)})")


def _members(archive: zipfile.ZipFile, file: File, budget: Budget, depth: int) -> Iterator[Found]:
    members = archive.infolist()
    documents = [one for one in members if one.filename in _WORD]
    if documents and any(one.filename in ("[Content_Types].xml", "mimetype") for one in members):
        members = documents[:1]  # of a text document only the text
    elif depth > DEEPEST:
        yield Refused(file.name, f"zips in zips, more than {DEEPEST} deep: unpack it first")
        return
    for member in members:
        whole = member in documents
        name = file.name if whole else "/".join((file.name, member.filename.replace("\\", "/")))
        if member.is_dir() or is_system(member.filename):
            continue
        found = _member(archive, member, name, budget)
        if isinstance(found, File) and not whole:
            yield from unpacked(found, budget, depth + 1)
        else:
            yield found


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, budget: Budget) -> Found:
    if stat.S_ISLNK(member.external_attr >> 16):
        return Refused(name, "a link to another file: hand in the file itself")
    if member.flag_bits & _ENCRYPTED:
        return Refused(name, "locked with a password: hand it in without one")
    if member.file_size > (most := _most(member)):
        return Refused(name, _too_large(member.file_size, most))
    if reason := budget.refusal(member.file_size):
        return Refused(name, reason)
    try:
        with archive.open(member) as stream:
            data = stream.read(most + 1)  # whatever size it says it has
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
            NotImplementedError) as error:  # fmt: skip
        return Refused(name, f"damaged in its zip: hand it in again ({_short(error)})")
    if len(data) > most:
        return Refused(name, _too_large(len(data), most))
    return File(name, data, _time(member))


def _most(member: zipfile.ZipInfo) -> int:
    return LARGEST_ZIP if member.filename.lower().endswith(".zip") else LARGEST_FILE


def too_large(size: int) -> str:
    """Why a file of so many bytes is not read; empty if it may be.

    Example:
        >>> too_large(5 * 1024 * 1024)
        'it has 5.0 MB and no record has over 4 MB: hand in the record itself'
    """
    return _too_large(size, LARGEST_FILE) if size > LARGEST_FILE else ""


def _too_large(size: int, most: int) -> str:
    return (
        f"it has {size / 2**20:.1f} MB and no record has over {most // 2**20} MB: "
        "hand in the record itself"
    )


def _time(member: zipfile.ZipInfo) -> float:
    """When a member was last changed by its own clock; 0 where the zip has no such day."""
    try:
        return time.mktime((*member.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0


def _short(error: Exception) -> str:
    return str(error)[:80] or type(error).__name__
