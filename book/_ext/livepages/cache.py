"""The cache of what builds have made: a folder for each key; old folders are deleted.

A folder holds a hash of what is in it, and is used only as it was made. Two builds may use one
cache at once. A folder is made aside and appears complete or not at all;
and none is deleted that a build has asked for in the last hours.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

KINDS = {"runtime": True, "lite": True, "unfinished": False, "cleared": False}  # worth keeping?
NOT_OURS = ("lite-wheels",)  # what finished work is made of
KEPT = 3  # of each kind: those of the latest builds
HASH = ".livepages-hash"  # the file in each folder that holds its hash
IN_USE_S = 2 * 3600  # assumed: no build takes longer from asking for a folder to copying it


def make_once(cache: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of the cache, made by `make` in an empty one if it is missing or damaged.

    Args:
        cache: Folder of the cache.
        name: Kind and key, such as `"runtime-0123"`.
        make: Fills the folder it is given; if it fails, nothing of it stays.
    """
    folder = cache / name
    if folder.exists() and folder not in _seen_whole and not _is_whole(folder):
        _delete(folder)
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f"unfinished-{name}-", dir=cache))
        try:
            unfinished.chmod(0o755)  # temporary folders are for their owner alone
            make(unfinished)
            (unfinished / HASH).write_text(_hash(unfinished), encoding="utf-8")
            _put(unfinished, folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    _seen_whole.add(folder)
    os.utime(folder)
    return folder


_seen_whole: set[Path] = set()  # by this process


def _is_whole(folder: Path) -> bool:
    """Whether a folder is as it was made."""
    kept = folder / HASH
    return kept.exists() and kept.read_text(encoding="utf-8") == _hash(folder)


def _hash(folder: Path) -> str:
    """Over the names and contents of all files in a folder, but for the one that holds it."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != HASH):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _put(unfinished: Path, folder: Path) -> None:
    try:
        unfinished.rename(folder)
    except OSError:  # another build was quicker; its folder is as good
        if not folder.exists():
            raise


def clear_cache(cache: Path, kept: int = KEPT, in_use_s: float = IN_USE_S) -> list[str]:
    """Delete all but the latest folders of each kind.

    Args:
        cache: Folder of the cache.
        kept: How many of each kind stay whatever their age.
        in_use_s: Folders that were asked for in so many seconds stay too.

    Returns:
        Names of the folders that are gone.
    """
    oldest_in_use = time.time() - in_use_s
    gone = []
    for kind, spared in KINDS.items():
        found = [folder for folder in cache.glob(f"{kind}-*/") if folder.name not in NOT_OURS]
        latest_first = sorted(found, key=_asked_for, reverse=True)
        for folder in latest_first[kept if spared else 0 :]:
            if _asked_for(folder) < oldest_in_use:
                _delete(folder)
                gone.append(folder.name)
    return gone


def _asked_for(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:  # another build is clearing too
        return 0.0


def _delete(folder: Path) -> None:
    """Out of sight first, so that nobody takes half a folder for a whole one."""
    cleared = folder.with_name(f"cleared-{folder.name}-{os.getpid()}")
    try:
        folder.rename(cleared)
    except FileNotFoundError:
        return
    shutil.rmtree(cleared, ignore_errors=True)
