"""Files as a class hands them in, and what is in a zip of them; nothing is unpacked to a disk."""

from __future__ import annotations

import stat
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from pathlib import PurePosixPath
from typing import IO

LARGEST_FILE = 4 * 1024 * 1024  # bytes: a file of work as a platform's editor may dress it
LARGEST_ZIP = 256 * 1024 * 1024
MOST_BYTES = 512 * 1024 * 1024  # of all files together, as they are once unpacked
MOST_FILES = 50_000
DEEPEST = 2  # a platform's zip, and a zip that a student put into it
LARGEST_DIRECTORY = 32 * 1024 * 1024  # bytes of a zip's list of its members
LONGEST_NAME = 200  # characters of a name that are shown
_SYSTEM = {".ds_store", "thumbs.db", "desktop.ini", "__macosx"}
_ENCRYPTED, _UTF8 = 0x1, 0x800  # bits of a member's flags
_TAIL = 64 * 1024 + 128  # bytes at a zip's end in which its list is announced
_IN_ZIP64 = 0xFFFFFFFF
# What reading a damaged zip may raise.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
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


@dataclass(frozen=True)
class Limits:
    """How large what is handed in may be, and what it is called.

    Args:
        file: Bytes of a file.
        zip: Bytes of a zip in a zip.
        what: What a file ought to be.
    """

    file: int = LARGEST_FILE
    zip: int = LARGEST_ZIP
    what: str = "record"


RECORDS = Limits()


class Budget:
    """What may still be read of all that a class handed in: a number of files and of bytes."""

    def __init__(self, files: int = MOST_FILES, size: int = MOST_BYTES) -> None:
        self.files, self.size = files, size
        self._most_files, self._most_bytes = files, size

    def refusal(self, size: int) -> str:
        """Why a file of so many bytes is not read; empty if it may be, which takes its share."""
        if self.files <= 0:
            return f"there are more than {self._most_files:,} files: hand in fewer at a time"
        self.files -= 1
        if size > self.size:
            return (
                f"the files together have over {self._most_bytes // 2**20} MB: give fewer at a time"
            )
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
        if directory_size(stream := BytesIO(file.data)) > LARGEST_DIRECTORY:
            yield Refused(file.name, f"a zip of more than {MOST_FILES:,} files: give it in parts")
            return
        with zipfile.ZipFile(stream) as archive:
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
        name = file.name if whole else "/".join((file.name, name_of(member)))
        if not member.filename or member.is_dir() or is_system(member.filename):
            continue
        found = _member(archive, member, name, budget)
        if isinstance(found, File) and not whole:
            yield from unpacked(found, budget, depth + 1)
        else:
            yield found


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, budget: Budget) -> Found:
    if reason := refusal_of(member) or budget.refusal(member.file_size):
        return Refused(name, reason)
    most = most_of(member)
    try:
        with archive.open(member) as stream:
            data = stream.read(most + 1)  # whatever size it says it has
    except DAMAGED as error:
        return Refused(name, f"damaged in its zip: hand it in again ({_short(error)})")
    if len(data) > most:
        return Refused(name, too_large(len(data), Limits(most)))
    return File(name, data, time_of(member))


def refusal_of(member: zipfile.ZipInfo, limits: Limits = RECORDS) -> str:
    """Why a member of a zip is not read, by what the zip says of it; empty if it may be."""
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link to another file: hand in the file itself"
    if member.flag_bits & _ENCRYPTED:
        return "locked with a password: hand it in without one"
    return too_large(member.file_size, Limits(most_of(member, limits), what=limits.what))


def most_of(member: zipfile.ZipInfo, limits: Limits = RECORDS) -> int:
    """How many bytes of a member are read at most."""
    return limits.zip if member.filename.lower().endswith(".zip") else limits.file


def name_of(member: zipfile.ZipInfo) -> str:
    """A member's name, with "/" between folders, and umlauts as macOS writes them unmarked.

    Example:
        >>> name_of(zipfile.ZipInfo("B├╝hler\\\\my.ipynb"))
        'Bühler/my.ipynb'
    """
    name = member.filename
    if not member.flag_bits & _UTF8 and not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def directory_size(stream: IO[bytes]) -> int:
    """Bytes of a zip's list of its members, by what its end says; 0 if it has no end.

    Python reads the whole list at once, and a few hundred megabytes of it fill a memory.
    """
    stream.seek(0, SEEK_END)
    stream.seek(max(0, stream.tell() - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    if size == _IN_ZIP64:
        end = tail.rfind(b"PK\x06\x06")
        size = int.from_bytes(tail[end + 40 : end + 48], "little") if end >= 0 else size
    return size


def too_large(size: int, limits: Limits = RECORDS) -> str:
    """Why a file of so many bytes is not read; empty if it may be.

    Args:
        size: Of the file, in bytes.
        limits: What it may have.

    Example:
        >>> too_large(5 * 1024 * 1024)
        'it has 5.0 MB and no record has over 4 MB: hand in the record itself'
    """
    if size <= limits.file:
        return ""
    return (
        f"it has {size / 2**20:.1f} MB and no {limits.what} has over {limits.file // 2**20} MB: "
        f"hand in the {limits.what} itself"
    )


def time_of(member: zipfile.ZipInfo) -> float:
    """When a member was last changed by its own clock; 0 where the zip has no such day."""
    try:
        return time.mktime((*member.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0


def _short(error: Exception) -> str:
    return str(error)[:80] or type(error).__name__
