"""The book is built by the command that readers use, without a warning."""

from pathlib import Path

import contents


def test_make_builds_every_page(site: Path):
    assert [name for name in contents.names() if not (site / f"{name}.html").is_file()] == []
    assert (site / "lite" / "lab" / "index.html").is_file()
