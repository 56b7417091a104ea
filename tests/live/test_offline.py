"""The pack for a classroom without internet: one zip, Python, and nothing else."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Lab
from livepages import offline
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


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
