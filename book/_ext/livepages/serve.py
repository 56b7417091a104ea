"""Serves the book in the folder `site` beside this file. Needs nothing but Python 3.8 or newer."""

import argparse
import socket
import sys
import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

SITE = Path(__file__).resolve().parent / "site"
PORT = 8000
MOST_AT_ONCE = 64  # answers


class Book(SimpleHTTPRequestHandler):
    """Says what each file is: some computers have odd ideas of .js and .wasm."""

    timeout = 30  # seconds: who asks for nothing any longer makes room for others

    extensions_map = {  # noqa: RUF012 - as the class it extends has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".json": "application/json",
        ".css": "text/css",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep the window quiet."""

    def translate_path(self, path: str) -> str:
        """No file has a name with a zero in it; asking the disk for one would be an error."""
        return super().translate_path(path).replace("\0", "?")


class Classroom(ThreadingHTTPServer):
    """Serves a whole class that opens the book at once."""

    request_queue_size = 256  # connections that may wait for their turn
    daemon_threads = True
    places = BoundedSemaphore(MOST_AT_ONCE)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, once there is a place for it."""
        self.places.acquire()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and make room."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of readers who turn a page before it has arrived."""


def open_server(host: str, port: int) -> ThreadingHTTPServer:
    """A server at `port`, or at the next one that is free."""
    for candidate in [*range(port, port + 20), 0]:
        try:
            return Classroom((host, candidate), partial(Book, directory=str(SITE)))
        except OSError:
            continue
    sys.exit("No free port was found. Close another program that serves pages, and try again.")


def own_address() -> str:
    """This computer's address in the local network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: this only picks a network card
            return probe.getsockname()[0]
        except OSError:
            return socket.gethostname()


def main() -> None:
    """Serve until the window is closed."""
    parser = argparse.ArgumentParser(description="Serve the book in this folder.")
    parser.add_argument("--everyone", action="store_true", help="let other computers in")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    chosen = parser.parse_args()
    if not (SITE / "index.html").exists():
        sys.exit("The folder 'site' is missing. Unpack the whole zip first, then try again.")
    server = open_server("" if chosen.everyone else "127.0.0.1", chosen.port)
    here = f"http://localhost:{server.server_port}/"
    print(f"The book is at {here}", flush=True)
    if chosen.everyone:
        print(f"For the others: http://{own_address()}:{server.server_port}/", flush=True)
    print("Close this window, or press Ctrl+C, to stop.", flush=True)
    if not chosen.no_browser:
        webbrowser.open(here)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
