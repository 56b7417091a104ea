"""The pack for a classroom without internet: one zip, Python, and nothing else."""

import http.client
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from lab import Lab
from livepages import offline, serve
from playwright.sync_api import Browser, expect

CLASS = 60  # readers who open the book at once, each with several connections in the end
PATIENCE_S = 20


@pytest.fixture
def served(demo: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the demo book, packed, unpacked elsewhere and served by its own command."""
    packed = offline.pack(demo, tmp_path / "demo.zip", "demo")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "pupil")
    command = [sys.executable, "-I", "serve.py", "--no-browser", "--port", "8765"]
    folder = tmp_path / "pupil" / "demo"
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        said = server.stdout.readline()
        yield said.split()[-1]
        server.terminate()


@pytest.mark.browser
def test_the_pack_serves_a_lab_with_no_network(served: str, browser: Browser) -> None:
    context = browser.new_context()
    outside: list[str] = []

    def refuse(route) -> None:
        outside.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith(served), refuse)
    page = context.new_page()
    page.goto(f"{served}second.html")
    lab = Lab(page, "cell-2").wait()
    expect(lab.view.get_by_text("7 contacts, 21 pairs")).to_be_visible()
    context.close()
    assert outside == []


def test_a_missing_book_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="build it first"):
        offline.pack(tmp_path, tmp_path / "book.zip", "book")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[serve.Classroom]:
    """The pack's server, listening, and not yet answering."""
    (tmp_path / "index.html").write_text("the book", encoding="utf-8")
    monkeypatch.setattr(serve, "SITE", tmp_path)
    with serve.open_server("127.0.0.1", 0) as one:
        yield one


@pytest.fixture
def answering(server: serve.Classroom) -> Iterator[serve.Classroom]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def ask(server: serve.Classroom, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE_S)
    connection.request("GET", path)
    return connection.getresponse().status


def test_a_whole_class_may_come_at_the_same_moment(server: serve.Classroom) -> None:
    with ExitStack() as class_room:
        for _ in range(CLASS):
            address = ("127.0.0.1", server.server_port)
            class_room.enter_context(socket.create_connection(address, timeout=PATIENCE_S))


def test_readers_who_ask_for_nothing_take_no_more_than_the_places_there_are(
    answering: serve.Classroom,
) -> None:
    before = threading.active_count()
    with ExitStack() as idle:
        for _ in range(2 * serve.MOST_AT_ONCE):
            address = ("127.0.0.1", answering.server_port)
            idle.enter_context(socket.create_connection(address, timeout=PATIENCE_S))
        assert threading.active_count() - before <= serve.MOST_AT_ONCE
    assert ask(answering, "/index.html") == 200
    assert serve.Book.timeout  # else idle connections would keep their places


def test_an_address_that_no_file_can_have_is_answered(answering: serve.Classroom) -> None:
    assert ask(answering, "/%00.html") == 404
    assert ask(answering, "/index.html") == 200
