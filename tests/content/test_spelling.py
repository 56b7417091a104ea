"""The book is written in British English, without slips of the pen."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import codespell_lib
import contents
from contents import ROOT, Page
from each import each
from markdown import prose

# Codespell's list reads British->American; these American forms are British too,
# with another meaning or in another part of speech.
ALSO_BRITISH = {"license", "practice", "practicing", "practiced", "program", "programs", "meter",
                "meters", "gray", "check", "story", "stories", "draft", "analog", "disk", "disks",
                "center", "tire", "tires", "curb", "inquiry", "inquiries", "install",
                "wagon"}  # fmt: skip
# Titles of works keep their authors' spelling, as do names of things in code.
QUOTED = re.compile(r"(?<!\*)\*[^*\n]+\*(?!\*)|“[^”]*”")


@cache
def american() -> dict[str, str]:
    """Return American spellings with their British form."""
    source = Path(codespell_lib.__file__).parent / "data" / "dictionary_en-GB_to_en-US.txt"
    pairs = (line.split("->") for line in source.read_text(encoding="utf-8").split())
    return {us.strip(","): gb for gb, us in pairs if us.strip(",") not in ALSO_BRITISH}


@each(contents.pages)
def test_a_page_is_written_in_british_english(page: Page):
    known = american()
    text = QUOTED.sub(" ", prose(page.text)).lower()
    assert not {w: known[w] for w in re.findall(r"[a-z]+", text) if w in known}


def test_the_list_of_spellings_works():
    assert american()["organize"] == "organise"
    assert american()["behavior"] == "behaviour"


def test_nothing_is_misspelt():
    """Codespell, with the settings of pyproject.toml, over all that people read."""
    texts = [path.name for path in ROOT.glob("*.md")]
    places = ["book", "exercises", "datasets", "tests", *texts]
    run = subprocess.run(
        [sys.executable, "-m", "codespell_lib", *places],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stdout == ""
    assert run.returncode == 0
