"""Links in the repository's Markdown lead to files and headings that are there."""

import itertools
import re
import subprocess
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from contents import ROOT
from markdown_it import MarkdownIt

PARSER = MarkdownIt("commonmark")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")
# Sphinx follows the anchors of the book's pages when it builds them, and fails at a wrong one.
SPHINX = ("book/", "exercises/assignments/", "tests/")


def sources() -> list[Path]:
    """Every Markdown file of the repository that is not ignored."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.md"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in sorted(listing.stdout.split("\0")) if (ROOT / name).is_file()]


def links(text: str) -> list[str]:
    """Where the links and pictures of a text lead."""
    inline = [token for token in PARSER.parse(FRONT_MATTER.sub("", text)) if token.children]
    parts = [part for token in inline for part in token.children or ()]
    found = [part.attrGet("href") or part.attrGet("src") for part in parts]
    return [str(target) for target in found if target]


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a text."""
    tokens, found = PARSER.parse(FRONT_MATTER.sub("", text)), set()
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "heading_open":
            words = "".join(part.content for part in inline.children or ())
            plain = NOT_IN_ANCHORS.sub("", words.lower()).replace(" ", "-")
            again = sum(bool(re.fullmatch(rf"{re.escape(plain)}(-\d+)?", name)) for name in found)
            found.add(f"{plain}-{again}" if again else plain)
    return found


@cache
def anchors_of(path: Path) -> set[str]:
    return anchors(path.read_text(encoding="utf-8"))


def broken(path: Path, target: str, follow_anchors: bool) -> str:
    """Why a link leads nowhere; nothing if it leads somewhere, or out of the repository."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return ""
    place = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not place.exists():
        return "no such file"
    if not place.is_relative_to(ROOT):
        return "leads out of the repository"
    if follow_anchors and parts.fragment and place.suffix == ".md":
        known = anchors_of(place)
        return "" if parts.fragment in known else "no such heading"
    return ""


def test_every_link_leads_to_a_file_and_a_heading_that_are_there():
    seen, wrong = 0, []
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        for target in links(path.read_text(encoding="utf-8")):
            seen += 1
            why = broken(path, target, follow_anchors=not name.startswith(SPHINX))
            wrong += [f"{name}: {target}: {why}"] if why else []
    assert wrong == []
    assert seen > 100


def test_a_link_is_told_from_what_only_looks_like_one():
    text = "---\na: [b](c)\n---\n[a](b.md#c) ![d](e.png)\n\n```\n[f](g.md)\n```\n`[h](i.md)` <https://j.org>"
    assert links(text) == ["b.md#c", "e.png", "https://j.org"]


def test_headings_have_the_anchors_that_github_gives_them():
    text = "# One, two\n\n## `ia_ties`: what *they* say\n\n# One two\n\n```\n# no heading\n```\n"
    assert anchors(text) == {"one-two", "ia_ties-what-they-say", "one-two-1"}


def test_a_broken_link_says_what_is_missing(tmp_path: Path):
    readme = ROOT / "README.md"
    assert broken(readme, "https://example.org/none", True) == ""
    assert broken(readme, "datasets/README.md#ia_ties", True) == ""
    assert broken(readme, "#build-it", True) == ""
    assert broken(readme, "none.md", True) == "no such file"
    assert broken(readme, "datasets/README.md#ia_tiez", True) == "no such heading"
    assert broken(readme, str(tmp_path), True) == "leads out of the repository"
