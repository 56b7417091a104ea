"""A small static host for the tests, at its root or below a path, over a slow line if asked."""

import gzip
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CHUNK = 8192  # bytes sent at once on a slow line
Headers = Callable[[str], Mapping[str, str]]
# Hosts send these compressed; what the site packs itself they send as it is.
TEXT = {".html", ".js", ".css", ".json", ".svg", ".wasm"}


@dataclass
class Line:
    """A line slower than the machine: requests share its rate, and each answer begins late.

    The server slows itself, since a browser's own throttle leaves out what workers fetch.
    """

    bits_per_second: float
    delay_seconds: float
    carried: int = 0  # bytes so far
    _free_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_for(self, size: int) -> None:
        """Return once so many bytes are through."""
        with self._lock:
            self.carried += size
            self._free_at = max(self._free_at, time.monotonic()) + 8 * size / self.bits_per_second
            rest = self._free_at - time.monotonic()
        time.sleep(max(0.0, rest))


def third_generation() -> Line:
    """A fair 3G line: 1.6 Mbit/s, 300 ms from question to answer."""
    return Line(1.6e6, 0.3)


@cache
def packed(path: Path) -> bytes:
    """A file as hosts send it that compress."""
    return gzip.compress(path.read_bytes(), 6)


@dataclass(frozen=True)
class Odd:
    """What is odd about a host.

    Args:
        types: What it calls files, by their ends.
        headers: What it says of a file besides, given its path and content.
        compresses: Ends of the files that it compresses on the way.
    """

    types: dict[str, str] = field(default_factory=dict)
    headers: Callable[[Path, bytes], dict[str, str]] = lambda path, body: {}
    compresses: Set[str] = frozenset()


class Files(SimpleHTTPRequestHandler):
    """Serves a folder below `prefix` and refuses everything else, without a word."""

    prefix = ""
    more: Headers | None = None
    referrers: dict[str, str] | None = None

    def end_headers(self) -> None:
        below = self.path.removeprefix(self.prefix)
        for name, value in (self.more(below) if self.more else {}).items():
            self.send_header(name, value)
        if self.referrers is not None:
            self.referrers[below] = self.headers.get("Referer", "")
        super().end_headers()

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix + "/"):
            return str(Path(self.directory) / "outside-the-prefix")
        return super().translate_path(path.removeprefix(self.prefix))

    def log_message(self, *args: object) -> None:
        """Keep the test output clean."""


class SlowFiles(Files):
    """The same over a slow line."""

    line: Line

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if not path.is_file():
            super().do_GET()
            return
        time.sleep(self.line.delay_seconds)
        text = path.suffix in TEXT
        body = packed(path) if text else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        for start in range(0, len(body), CHUNK):
            piece = body[start : start + CHUNK]
            self.line.wait_for(len(piece))
            self.wfile.write(piece)


class OddFiles(Files):
    """The same on a host with ideas of its own."""

    odd: Odd

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if not path.is_file():
            super().do_GET()
            return
        zipped = path.suffix in self.odd.compresses
        body = packed(path) if zipped else path.read_bytes()
        kind = self.odd.types.get(path.suffix, self.guess_type(str(path)))
        told = {"Content-Type": kind, "Content-Length": str(len(body))}
        if zipped:
            told["Content-Encoding"] = "gzip"
        self.send_response(200)
        for name, value in (told | self.odd.headers(path, body)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class Host(ThreadingHTTPServer):
    """Bears a browser that leaves before it has all."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(
    folder: Path,
    prefix: str = "",
    line: Line | None = None,
    odd: Odd | None = None,
    headers: Headers | None = None,
    referrers: dict[str, str] | None = None,
) -> Iterator[str]:
    """Serve `folder` on a free port for as long as the context lasts.

    Args:
        folder: What to serve.
        prefix: Path below which to serve it, such as "/levers/book"; "" for the root.
        line: What to send it over; as fast as the machine can if None.
        odd: What is odd about the host.
        headers: What more is sent with a file, given its address below the prefix.
        referrers: Takes, for each address that is asked for, what the browser says it came from.

    Yields:
        The address of the folder, without a slash at its end.
    """

    class Below(SlowFiles if line else OddFiles if odd else Files):
        pass

    Below.prefix, Below.line, Below.odd = prefix, line, odd
    Below.referrers = referrers
    Below.more = staticmethod(headers) if headers else None

    def handler(*args: object) -> Below:
        return Below(*args, directory=str(folder))

    with Host(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()
        thread.join()
