"""The files at some paths on a disk, one after the other; links are not followed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from leverplug.debrief.archives import (
    LARGEST_FILE,
    LARGEST_ZIP,
    MOST_FILES,
    File,
    Found,
    Refused,
    is_system,
    is_zip,
    too_large,
)

_DEEPEST = 12  # folders in folders


def files_at(paths: Sequence[Path]) -> Iterator[Found]:
    """Every file at and below some paths, with the names that they have there.

    Args:
        paths: Folders, zips and files.

    Returns:
        Files and those that were refused, in the order of their names; an empty folder is refused.
    """
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            for found in paths_below(path):
                if isinstance(found, Refused):
                    yield found
                else:
                    yield _file(found, found.relative_to(path).as_posix())
        else:
            yield _file(path, path.name)


def paths_below(folder: Path, skip: Callable[[str], bool] = is_system) -> Iterator[Path | Refused]:
    """Every file and link below a folder, none of them opened, in the order of their names.

    Args:
        folder: The folder.
        skip: Which names of files and folders are passed over.
    """
    yield from _below(folder, folder, 0, skip)


def _below(
    folder: Path, root: Path, depth: int, skip: Callable[[str], bool]
) -> Iterator[Path | Refused]:
    name = "" if folder == root else folder.relative_to(root).as_posix()
    if depth > _DEEPEST:
        yield Refused(name, f"folders in folders, more than {_DEEPEST} deep")
        return
    try:
        inside = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Refused(name or folder.name, f"the folder cannot be opened: {error.strerror}")
        return
    if not inside:
        yield Refused(name or folder.name, "an empty folder")
    for entry in inside[:MOST_FILES]:
        if skip(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), root, depth + 1, skip)
        else:
            yield Path(entry.path)


def _file(path: Path, name: str) -> Found:
    """A file's content, if it is an ordinary file of a size that a record or a zip can have."""
    try:
        if path.is_symlink():
            return Refused(name, "a link to another file: hand in the file itself")
        if not path.is_file():
            return Refused(name, "no file that can be read")
        found = path.stat()
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
            if len(data) > LARGEST_FILE:
                if not is_zip(data):
                    return Refused(name, too_large(found.st_size) or too_large(len(data)))
                data += stream.read(LARGEST_ZIP + 1 - len(data))
    except OSError as error:
        return Refused(name, f"it cannot be opened: {error.strerror or error}")
    return File(name, data, found.st_mtime)
