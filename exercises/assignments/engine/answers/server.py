"""The pages' server: this computer alone, one marker, and nobody without the address it printed.

It listens on 127.0.0.1. A page of another site that the same browser shows could send requests
here, so each must have the random word of the address, name this host, and come from one of its
own pages; and what the pages hold may load nothing from anywhere else.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from assignments.engine.answers.said import Mistake
from assignments.engine.answers.session import Session
from assignments.engine.errors import CourseError

HOST = "127.0.0.1"
WEB = Path(__file__).with_name("web")
_PAGES = {"": "index.html", "question": "question.html", "compare": "compare.html"}
_KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
_LARGEST = 64 * 1024  # bytes of a request
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
Reply = tuple[HTTPStatus, str, bytes]  # with the kind of its content


class Server(ThreadingHTTPServer):
    """Serves a session's pages.

    Args:
        session: Whose pages.
        port: TCP port; 0 for any that is free.

    Raises:
        OSError: The port is in use.
    """

    daemon_threads = True  # what a page still asks for holds nobody up: marks are files by then
    # So that it can be started again at once; on Windows two programs would share the port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, session: Session, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.session = session
        self.word = secrets.token_urlsafe(24)
        self.hosts = {f"{name}:{self.server_port}" for name in (HOST, "localhost")}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a page that was closed before it had its answer; all else is a fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """Where the first page is."""
        return f"http://{HOST}:{self.server_port}/{self.word}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = 20  # seconds for a request to arrive
    server_version, sys_version = "answers", ""

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: addresses hold the random word."""

    def _answer(self, reply: Callable[[str, dict[str, str]], Reply]) -> None:
        try:
            status, kind, content = self._checked(reply)
        except Mistake as error:
            status, kind, content = _data({"error": str(error)}, HTTPStatus.BAD_REQUEST)
        except (OSError, CourseError) as error:
            status, kind, content = _data({"error": str(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _checked(self, reply: Callable[[str, dict[str, str]], Reply]) -> Reply:
        """A reply to those who may ask: who opens a page, and these pages themselves.

        Browsers say from where a request comes (Fetch Metadata); a link to a page may be anywhere.
        """
        address = urlsplit(self.path)
        _, _, rest = address.path.partition("/")
        word, slash, path = rest.partition("/")
        site = self.headers.get("Sec-Fetch-Site", "same-origin")
        own = self.headers.get("Host", "") in self.server.hosts
        opens = self.command == "GET" and self.headers.get("Sec-Fetch-Mode") == "navigate"
        own &= opens or site in ("same-origin", "none")
        if not own or not slash or not _same(word, self.server.word):
            return _data({"error": "This address is of another start: use the one that "
                          "make answers has printed last."}, HTTPStatus.FORBIDDEN)  # fmt: skip
        return reply(path, dict(parse_qsl(address.query)))

    def _get(self, path: str, query: dict[str, str]) -> Reply:
        session = self.server.session
        questions: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
            "api/overview": (session.overview, ()),
            "api/question": (session.question, ("n",)),
            "api/texts": (session.texts, ("n", "from", "to")),
            "api/differences": (session.differences, ("n", "a", "b")),
            "api/changes": (session.changes, ("n", "since")),
            "api/comparison": (session.comparison, ("n",)),
        }
        if path in questions:
            ask, names = questions[path]
            return _data(ask(*(_number(query, name) for name in names)))
        file = WEB / _PAGES.get(path, path)
        if "/" in path or file.suffix not in _KINDS or not file.is_file():
            return _data({"error": "there is no such page"}, HTTPStatus.NOT_FOUND)
        return HTTPStatus.OK, _KINDS[file.suffix], file.read_bytes()

    def _post(self, path: str, query: dict[str, str]) -> Reply:
        if self.headers.get("Origin", "") not in {f"http://{h}" for h in self.server.hosts}:
            return _data({"error": "this is not one of its pages"}, HTTPStatus.FORBIDDEN)
        said = self._body()
        session = self.server.session
        kinds = {"api/mark": session.mark, "api/settle": session.settle}
        if path not in kinds:
            return _data({"error": "there is no such page"}, HTTPStatus.NOT_FOUND)
        return _data(kinds[path](_number(query, "n"), _number(query, "place"), said))

    def _body(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "")
        if self.headers.get_content_type() != "application/json" or not length.isdecimal():
            raise Mistake("send JSON")
        if int(length) > _LARGEST:
            raise Mistake("that is too long")
        try:
            said = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            raise Mistake("send JSON") from None
        if not isinstance(said, dict):
            raise Mistake("send an object")
        return said


def _data(content: Any, status: HTTPStatus = HTTPStatus.OK) -> Reply:
    return status, "application/json", json.dumps(content).encode()


def _number(query: dict[str, str], name: str) -> int:
    value = query.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise Mistake(f"{name}={value!r} is no number")
    return int(value)


def _same(word: str, right: str) -> bool:
    return secrets.compare_digest(word.encode(), right.encode())
