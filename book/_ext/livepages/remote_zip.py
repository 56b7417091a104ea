"""Reads one member of a zip file on the web without fetching the rest of it."""

from __future__ import annotations

import struct
import urllib.request
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO

CHUNK = 1 << 18
TAIL = 1 << 20  # bytes at the end that hold the zip's directory, for up to some 10,000 members
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
TIMEOUT_S = 60


def member_reader(address: str, member: str) -> Iterable[bytes]:
    """Yield the bytes of `member` of the zip at `address`.

    Raises:
        OSError: The server does not answer, gives no parts of files, or has no such member.
    """
    info = _find(address, member)
    header = b"".join(_range(address, info.header_offset, LOCAL_HEADER.size))
    fields = LOCAL_HEADER.unpack(header)
    start = info.header_offset + LOCAL_HEADER.size + fields[9] + fields[10]
    packed = _range(address, start, info.compress_size)
    if info.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for chunk in packed:
        yield inflater.decompress(chunk)
    yield inflater.flush()


def _find(address: str, member: str) -> zipfile.ZipInfo:
    size = _size(address)
    length = min(TAIL, size)
    tail = b"".join(_range(address, size - length, length))
    try:
        # zipfile finds the directory from the end; offsets count from the true beginning.
        with zipfile.ZipFile(BytesIO(tail)) as archive:
            shift = archive.start_dir - _directory_offset(tail)
            info = archive.getinfo(member)
    except (KeyError, zipfile.BadZipFile) as error:
        raise OSError(f"there is no {member} at {address} ({error})") from error
    info.header_offset -= shift
    return info


def _directory_offset(tail: bytes) -> int:
    """Where the directory begins in the whole file, as its last record says."""
    end = tail.rindex(b"PK\x05\x06")
    return struct.unpack_from("<L", tail, end + 16)[0]


def _size(address: str) -> int:
    with urllib.request.urlopen(
        urllib.request.Request(address, headers={"Range": "bytes=0-0"}), timeout=TIMEOUT_S
    ) as response:
        if response.status != 206:
            raise OSError(f"{address} cannot be read in parts")
        return int(response.headers["Content-Range"].rpartition("/")[2])


def _range(address: str, start: int, length: int) -> Iterable[bytes]:
    headers = {"Range": f"bytes={start}-{start + length - 1}"}
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
        if response.status != 206:
            raise OSError(f"{address} cannot be read in parts")
        while chunk := response.read(CHUNK):
            yield chunk
