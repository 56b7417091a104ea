"""Reads one member of a zip file on the web without fetching the rest of it."""

from __future__ import annotations

import io
import urllib.request
import zipfile
from collections.abc import Iterable
from typing import Any

CHUNK = 1 << 20
TIMEOUT_S = 60


class RemoteFile(io.RawIOBase):
    """A file on the web, of which only what is read is fetched.

    Raises:
        OSError: The server does not answer, or gives no parts of files.
    """

    def __init__(self, address: str) -> None:
        self._address, self._place = address, 0
        _, self._size = self._fetch(0, 0)

    def _fetch(self, first: int, last: int) -> tuple[bytes, int]:
        """Some bytes, and how many there are in all."""
        headers = {"Range": f"bytes={first}-{last}"}
        request = urllib.request.Request(self._address, headers=headers)
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
            if response.status != 206:
                raise OSError(f"{self._address} cannot be read in parts")
            return response.read(), int(response.headers["Content-Range"].rpartition("/")[2])

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = (0, self._place, self._size)[whence] + offset
        return self._place

    def readinto(self, buffer: Any) -> int:
        last = min(self._place + len(buffer), self._size) - 1
        read = self._fetch(self._place, last)[0] if last >= self._place else b""
        buffer[: len(read)] = read
        self._place += len(read)
        return len(read)


def member_reader(address: str, member: str) -> Iterable[bytes]:
    """Yield the bytes of `member` of the zip at `address`.

    Raises:
        OSError: As a RemoteFile does, or there is no such member.
    """
    try:
        with (
            zipfile.ZipFile(io.BufferedReader(RemoteFile(address), CHUNK)) as archive,
            archive.open(member) as file,
        ):
            while chunk := file.read(CHUNK):
                yield chunk
    except (KeyError, zipfile.BadZipFile) as error:
        raise OSError(f"there is no {member} at {address} ({error})") from error
