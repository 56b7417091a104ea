"""A small static host for the tests, at the root of a host or below a path."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Files(SimpleHTTPRequestHandler):
    """Serves a folder below `prefix` and refuses everything else, without a word."""

    prefix = ""

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix + "/"):
            return str(Path(self.directory) / "outside-the-prefix")
        return super().translate_path(path.removeprefix(self.prefix))

    def log_message(self, *args: object) -> None:
        """Keep the test output clean."""


@contextmanager
def serve(folder: Path, prefix: str = "") -> Iterator[str]:
    """Serve `folder` on a free port for as long as the context lasts.

    Args:
        folder: What to serve.
        prefix: Path below which to serve it, such as "/levers/book"; "" for the root.

    Yields:
        The address of the folder, without a slash at its end.
    """

    class Below(Files):
        pass

    Below.prefix = prefix

    def handler(*args: object) -> Below:
        return Below(*args, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()
        thread.join()
