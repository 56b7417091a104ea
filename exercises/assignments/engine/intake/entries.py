"""What a platform handed out, as a list of files that are opened one at a time.

A folder, a zip as downloaded, a zip in a folder and a zip in a zip read alike. Nothing is unpacked
but what is asked for; links, bombs and floods of files are refused by name.
"""

from __future__ import annotations

import shutil
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from assignments.engine.errors import CourseError, Refusal
from assignments.engine.files import LARGEST
from leverplug.debrief.archives import (
    DAMAGED,
    LARGEST_DIRECTORY,
    MOST_FILES,
    Budget,
    Limits,
    Refused,
    directory_size,
    is_system,
    most_of,
    name_of,
    refusal_of,
    time_of,
)
from leverplug.debrief.folders import paths_below

NOTEBOOKS = Limits(file=LARGEST, what="notebook")
_LARGEST_OF_ALL = 64 * 1024**3  # bytes, or what the disk has
_ROOM = 0.8  # share of the free disk that may be filled
_DEEPEST = 3  # zips in zips
_OPEN_ZIPS = 8  # at a time
_PIECE = 1024 * 1024  # bytes that are copied at a time
_LITTER = {"__pycache__", "$recycle.bin", "lost+found"}


@dataclass(frozen=True)
class Entry:
    """A file that was handed in.

    Args:
        path: Its path as it came, with "/" between folders and zips; shown, never opened.
        size: In bytes, as its folder or zip says.
        time: When it was last changed, in seconds since 1970; 0 if not known.
        open: Opens it.
        refusal: Why it is not to be opened; empty if it may be.
    """

    path: str
    size: int = 0
    time: float = 0.0
    open: Callable[[], IO[bytes]] | None = None
    refusal: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """Folders, zips and the file's name."""
        return tuple(self.path.split("/"))

    @property
    def is_notebook(self) -> bool:
        """Whether it is called as notebooks are."""
        return self.path.lower().endswith(".ipynb")


def is_litter(name: str) -> bool:
    """Whether a system, an editor or a bin left a file behind, and no person handed it in.

    Example:
        >>> [is_litter(name) for name in (".Trash-1000/a.ipynb", "._a.ipynb", "ann/a.ipynb")]
        [True, True, False]
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return is_system(name) or any(
        (part.startswith((".", "~$")) and part != "..") or part.lower() in _LITTER for part in parts
    )


class Source:
    """What is handed in, listed once and read file by file.

    Args:
        path: A folder, a zip or a notebook.
        scratch: A folder for zips that lie in a zip.
    """

    def __init__(self, path: Path, scratch: Path) -> None:
        self.path, self._scratch = path, scratch
        self._zips: OrderedDict[Path, zipfile.ZipFile] = OrderedDict()
        free = int(shutil.disk_usage(scratch).free * _ROOM)
        self._listed = Budget(MOST_FILES)
        self._copied = Budget(2 * MOST_FILES, min(_LARGEST_OF_ALL, free))
        self._unpacked = 0

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        while self._zips:
            self._zips.popitem()[1].close()

    def entries(self) -> list[Entry]:
        """All files but litter, in the order of their names.

        Raises:
            CourseError: There is nothing that can be read.
        """
        if self.path.is_dir():
            found = [entry for path in paths_below(self.path, is_litter)
                     for entry in self._at(path)]  # fmt: skip
        elif self.path.suffix.lower() == ".zip" and self.path.exists():
            found = list(self._in_zip(self.path, "", 1))
            if len(found) == 1 and not found[0].path:
                raise CourseError(f"{self.path.name}: {found[0].refusal}")
        elif self.path.is_file():
            found = self._at(self.path)
        else:
            raise CourseError(f"there is no folder or zip {self.path}: is FROM= spelt right?")
        itself = self.path.is_dir() and found and found[0].path == self.path.name
        if not found or (itself and found[0].refusal):
            raise CourseError(f"{self.path} holds nothing that was handed in")
        return sorted(found, key=lambda entry: entry.path)

    def _at(self, path: Path | Refused) -> list[Entry]:
        """A file on the disk, or what is in it if it is a zip."""
        if isinstance(path, Refused):
            return [Entry(path.name, refusal=path.reason)]
        name = path.name if path == self.path else path.relative_to(self.path).as_posix()
        try:
            if path.is_symlink() or not path.is_file():
                return [Entry(name, refusal="it is a link to another file")]
            found = path.stat()
        except OSError as error:
            return [Entry(name, refusal=f"it cannot be opened: {error.strerror}")]
        if self._listed.files <= 0:
            raise CourseError(f"{self.path} has more than {MOST_FILES:,} files: give it in parts")
        self._listed.files -= 1
        if name.lower().endswith(".zip"):
            return list(self._in_zip(path, f"{name}/", 1))
        reason = f"it is larger than {LARGEST // 2**20} MB" if found.st_size > LARGEST else ""
        return [Entry(name, found.st_size, found.st_mtime, lambda: path.open("rb"), reason)]

    def _in_zip(self, path: Path, before: str, depth: int) -> Iterator[Entry]:
        """The members of a zip; `before` is what their names begin with."""
        try:
            with path.open("rb") as stream:
                if directory_size(stream) > LARGEST_DIRECTORY:
                    reason = f"a zip of more than {MOST_FILES:,} files: give it in parts"
                    yield Entry(before.rstrip("/"), refusal=reason)
                    return
            members = self._zip(path).infolist()
        except DAMAGED as error:
            reason = f"a damaged zip: download it again ({str(error)[:80]})"
            yield Entry(before.rstrip("/"), refusal=reason)
            return
        if len(members) > self._listed.files:
            reason = f"there are more than {MOST_FILES:,} files: give fewer at a time"
            yield Entry(before.rstrip("/"), refusal=reason)
            return
        self._listed.files -= len(members)
        for member in members:
            parts = [part for part in name_of(member).split("/") if part not in ("", ".", "..")]
            if not parts or member.is_dir() or is_litter("/".join(parts)):
                continue
            yield from self._member(path, member, before + "/".join(parts), depth)

    def _member(
        self, path: Path, member: zipfile.ZipInfo, name: str, depth: int
    ) -> Iterator[Entry]:
        reason = refusal_of(member, NOTEBOOKS)
        found = Entry(name, member.file_size, time_of(member),
                      lambda: self._zip(path).open(member), reason)  # fmt: skip
        if not name.lower().endswith(".zip") or reason:
            yield found
        elif depth >= _DEEPEST:
            yield Entry(name, refusal=f"zips in zips, more than {_DEEPEST} deep: unpack it first")
        else:
            self._unpacked += 1
            inner = self._scratch / f"{self._unpacked}.zip"
            try:
                self.copy(found, inner, most_of(member, NOTEBOOKS))
            except Refusal as error:
                yield Entry(name, refusal=str(error))
            else:
                yield from self._in_zip(inner, f"{name}/", depth + 1)

    def _zip(self, path: Path) -> zipfile.ZipFile:
        """A zip that is opened once and closed when others have been read since."""
        if path not in self._zips:
            self._zips[path] = zipfile.ZipFile(path)
        self._zips.move_to_end(path)
        while len(self._zips) > _OPEN_ZIPS:
            self._zips.popitem(last=False)[1].close()
        return self._zips[path]

    def copy(self, entry: Entry, target: Path, most: int = LARGEST) -> None:
        """Copy a file piece by piece, never more of it than is allowed, whatever it says.

        Raises:
            Refusal: It is none that is read, or it is damaged.
        """
        if entry.refusal or entry.open is None:
            raise Refusal(entry.refusal or "it cannot be opened")
        if reason := self._copied.refusal(entry.size):
            raise Refusal(reason)
        written = 0
        try:
            with entry.open() as stream, target.open("wb") as copy:
                while piece := stream.read(_PIECE):
                    written += len(piece)
                    if written > most:
                        raise Refusal(f"it is larger than {most // 2**20} MB")
                    copy.write(piece)
        except DAMAGED as error:
            if isinstance(error, Refusal):
                raise
            raise Refusal(f"damaged: hand it in again ({str(error)[:80]})") from None
