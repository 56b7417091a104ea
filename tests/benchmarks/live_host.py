"""A host at the end of a line of a set rate, which notes what it sends.

The host hands out bytes, to all requests together, no faster than the line would carry them. So
the line is as slow for the page's worker as for the page itself, and for any browser. It adds no
delay of its own to a request.
"""

from __future__ import annotations

import gzip
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CHUNK = 16_384
COMPRESSED = {".js", ".mjs", ".css", ".html", ".json", ".wasm", ".svg", ".py", ".ipynb"}
RATES = {"full": None, "20": 20e6, "5": 5e6}  # bits per second


@dataclass
class Line:
    """Bytes that may be sent: all requests draw from it."""

    bits_per_second: float | None
    free_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, size: int) -> None:
        """Wait until the line has carried so many bytes more."""
        if self.bits_per_second is None:
            return
        with self.lock:
            now = time.monotonic()
            self.free_at = max(self.free_at, now) + 8 * size / self.bits_per_second
            wait = self.free_at - now
        time.sleep(wait)


@dataclass(frozen=True)
class Host:
    """Where a site is served, and the path and size of everything sent since the last `clear`."""

    address: str
    sent: list[tuple[str, int]]

    def bytes(self, *, before_python: bool = False) -> int:
        """Bytes sent; with `before_python` only those that do not wait for a lab to start."""
        return sum(size for path, size in self.sent if not (before_python and _of_python(path)))


def _of_python(path: str) -> bool:
    """Whether a page asks for a file only once it starts Python."""
    name = path.rpartition("/")[2]
    return "/_static/livepages/" in path and not name.startswith("live-")


class QuietServer(ThreadingHTTPServer):
    """Says nothing of visitors who leave before everything has arrived."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@cache
def packed(path: str) -> bytes:
    """A file as a host sends it that compresses text and WebAssembly."""
    return gzip.compress(Path(path).read_bytes(), 6)


def _handler(site: Path, line: Line, sent: list[tuple[str, int]], pages: dict[str, str]) -> type:
    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(site))

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            if self.path in pages:
                self.answer(gzip.compress(pages[self.path].encode()), "text/html", zipped=True)
            elif not path.is_file():
                sent.append((self.path, 0))
                self.send_error(404)
            elif path.suffix in COMPRESSED:
                self.answer(packed(str(path)), self.guess_type(str(path)), zipped=True)
            else:
                self.answer(path.read_bytes(), self.guess_type(str(path)), zipped=False)

        def answer(self, body: bytes, kind: str, *, zipped: bool) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            if zipped:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            sent.append((self.path.partition("?")[0], len(body)))
            for start in range(0, len(body), CHUNK):
                piece = body[start : start + CHUNK]
                line.take(len(piece))
                self.wfile.write(piece)

        def log_message(self, *arguments: object) -> None:
            """Keep the table clean."""

    Handler.extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}
    return Handler


@contextmanager
def serve(
    site: Path, bits_per_second: float | None = None, pages: dict[str, str] | None = None
) -> Iterator[Host]:
    """Serve a site, and some pages of our own by their path, at the end of a line."""
    sent: list[tuple[str, int]] = []
    handler = _handler(site, Line(bits_per_second), sent, pages or {})
    with QuietServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Host(f"http://127.0.0.1:{server.server_port}", sent)
        server.shutdown()
