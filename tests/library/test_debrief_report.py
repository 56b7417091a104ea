"""What an instructor takes away: a file that runs nothing, names nobody if asked, and a table."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from leverplug import Tie, Venture, portfolios, record
from leverplug.__main__ import main
from leverplug.debrief import command
from leverplug.debrief.archives import File
from leverplug.debrief.groups import groups_of
from leverplug.debrief.intake import Intake, read_class
from leverplug.debrief.pictures import one
from leverplug.debrief.report import details, report
from leverplug.debrief.results import Results, work_out
from leverplug.debrief.table import table
from leverplug.debrief.view import View, without_own_ids
from leverplug.venture import ValidationError

SCRIPT = "<script>alert(1)</script>"
NAMES = ("Kea Ana", 'O\'Hara "Ben" & Sons', "Zoë Ω Ng😀uyen", f"{SCRIPT}")
OWN_ID = "anas-uncle"


def venture(number: int, name: str) -> Venture:
    """A design whose every word is a learner's: name, label and id of a tie."""
    ties = (
        Tie("kin-1", "kin", 0.1 + number / 20, label=f"{name}'s aunt"[:80]),
        Tie(OWN_ID, "trade_fair", 0.2, region="close", label=f"<b>{name}</b>"[:80]),
    )
    return Venture(ties=ties, links=(("kin-1", OWN_ID),), name=f"{name} & Co"[:80])


def files() -> list[File]:
    found = []
    for number, name in enumerate(NAMES):
        said = {"reasons": f"I, {name}, did it: </article>{SCRIPT}", "=cmd()": name}
        predictions = {"born_global": 20, "who": f"{name} knows"}
        more = {"confidence": {"born_global": 2}, "why": {"born_global": f"{name} again"}}
        text = record.dumps(venture(number, name), 1 + number, predictions, said, **more)
        where = re.sub(r"[/\\]", "_", name)
        found.append(File(f"{where}_{number + 10}_assignsubmission_file_/r.json", text.encode()))
    found.append(File("Kea Ana's <i>cv</i>.pdf", b"%PDF-1.7"))
    found.append(File("x/Mallory.json", files_twice()))
    return found


def files_twice() -> bytes:
    return record.dumps(portfolios.standard(), 1).encode()


@pytest.fixture(scope="module")
def class_() -> tuple[Intake, list[Results]]:
    intake = read_class(files())
    return intake, [work_out(group, 40) for group in groups_of(intake.entries)]


@pytest.fixture(scope="module")
def each(class_) -> dict[bool, dict[str, str]]:
    """Each record by itself, with and without names."""
    return {names: dict(details(class_[1], View(names))) for names in (True, False)}


class Tags(HTMLParser):
    """Every tag and attribute of a page, as a browser would find them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_nothing_that_a_learner_wrote_becomes_a_tag_and_nothing_is_fetched(class_, each):
    for names, drawn in each.items():
        page = Tags(report(*class_, View(names), title=SCRIPT, details=drawn))
        assert set(page.tags) & {"script", "iframe", "img", "link", "i", "object"} == set()
        assert page.open == []
        for name, value in page.attributes:
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "action")
            assert name != "href" or value.startswith("#")


def test_a_page_for_a_projector_holds_no_name_in_any_form(class_, each):
    intake, worked_out = class_
    view = View(names=False)
    page = report(intake, worked_out, view, title="Kea Ana's class", details=each[False])
    spelt = "".join(page.split()).casefold()
    forbidden = [*NAMES, "Kea", "O&#x27;Hara", "Nguyen", "Ng😀uyen", "Ω", "aunt", "& Co",
                 "&amp; Co", OWN_ID, "anas", "uncle", "Mallory", "cv", ".pdf", ".json", "alert",
                 "did it", "knows", "cmd", "assignsubmission"]  # fmt: skip
    for word in forbidden:
        assert "".join(word.split()).casefold() not in spelt, word
    for entry in intake.entries:
        assert f"<b>{entry.alias}</b>" in page
    sheet = table(worked_out, view)
    assert not any(word.casefold() in sheet.casefold() for word in forbidden)
    # And the other has them, so that this test looks for what there is.
    assert "Kea Ana" in report(intake, worked_out, View())
    assert OWN_ID in "".join(each[True].values())


@pytest.mark.parametrize("own", ["20231157", "١٢", "012", "0", "-1", "100", "ana", "1\n"])
def test_an_id_that_the_lab_does_not_give_is_not_shown_to_a_class(own):
    design = Venture(ties=(Tie("kin-99", "kin", 0.1), Tie("kin-7", "kin", 0.1)))
    assert without_own_ids("kin (kin-99)", design) == "kin (kin-99)"
    design = replace(design, ties=(design.ties[0], _with_id(design.ties[1], f"kin-{own}")))
    assert without_own_ids(f"kin (kin-{own}), kin (kin-99)", design) == "kin (tie 2), kin (kin-99)"


def _with_id(tie: Tie, own: str) -> Tie:
    """A tie with an id, whether or not a venture may have it."""
    copied = replace(tie)
    object.__setattr__(copied, "id", own)
    return copied


def test_every_picture_has_words_and_a_table(class_):
    page = report(*class_, View())
    pictures = re.findall(r'<svg class="lpd-picture"[^>]*>', page)
    assert len(pictures) >= 8
    assert all(re.search(r'role="img" aria-label="[^"]{30,}"', tag) for tag in pictures)
    assert page.count("<table>") >= 8


def test_a_record_by_itself_tells_its_life_and_what_was_expected(class_):
    _, (found,) = class_
    place = next(n for n, e in enumerate(found.group.entries) if e.name == "Kea Ana")
    shown = one.draw(found, place, View())
    assert "of 100 lives of this design" in shown
    assert "Expected 20 of 100 runs born global" in shown
    assert "(“rather unsure”)" in shown
    assert "I, Kea Ana, did it: &lt;/article&gt;" in shown


def test_what_goes_wrong_with_the_questions_is_not_told_in_a_learners_words(class_, monkeypatch):
    def refused(*_, **__):
        raise ValidationError("tie", "Zoe's uncle", "name one that is there")

    monkeypatch.setattr(one, "defence_questions", refused)
    for names in (True, False):
        shown = one.draw(class_[1][0], 0, View(names))
        assert "No questions could be worked out for this record." in shown
        assert "uncle" not in shown.replace(OWN_ID, "")


# --- the table for a spreadsheet ------------------------------------------------------------------


def test_no_cell_of_the_table_is_a_formula(class_):
    _, worked_out = class_
    text = table(worked_out, View())
    assert text.startswith("\ufeffrecord,name,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 5
    assert rows == sorted(rows, key=lambda row: row["name"].casefold())
    assert {row["seed"] for row in rows} == {"1", "2", "3", "4"}


def test_a_name_that_a_spreadsheet_might_part_into_cells_is_no_formula():
    handed_in = [File(f"{name}.json", files_twice()) for name in ("a;=1+1", "\u3000＝1", "Ben")]
    (group,) = groups_of(read_class(handed_in).entries)
    text = table([work_out(group, 20)], View())
    assert ",a;'=1+1," in text
    assert ",'＝1," in text


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "class"
    for number, design in enumerate(portfolios.random_portfolios(4)):
        (place / f"Student {number}").mkdir(parents=True)
        text = record.dumps(design, 1, {"born_global": 10})
        (place / f"Student {number}" / "record.json").write_text(text, encoding="utf-8")
    (place / "notes.txt").write_text("Not a record.", encoding="utf-8")
    return place


def test_the_command_writes_a_page_and_a_table_and_writes_them_again(folder, tmp_path, capsys):
    page, sheet = tmp_path / "out.html", tmp_path / "out.csv"
    arguments = ["debrief", str(folder), "--output", str(page), "--csv", str(sheet)]
    assert main(arguments) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "4 records read, 1 files not read" in told.err
    assert "It holds names" in told.err
    assert "Student 2" in page.read_text(encoding="utf-8")
    assert "notes.txt" in page.read_text(encoding="utf-8")
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbfrecord,")
    assert main([*arguments, "--without-names", "--seed", "7"]) == 0
    assert "Student" not in page.read_text(encoding="utf-8")
    assert "Student" not in sheet.read_text(encoding="utf-8")
    assert "It holds names" not in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class", "out.csv", "out.html"]


def test_a_file_that_the_command_did_not_write_is_left_alone(folder, tmp_path, capsys):
    mine = tmp_path / "mine.html"
    mine.write_text("My notes.", encoding="utf-8")
    assert main(["debrief", str(folder), "--output", str(mine)]) == command.NOT_WRITTEN
    assert "was not written by this command" in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == "My notes."
    for output, words in (
        (folder, "is a folder"),
        (tmp_path / "no" / "x.html", "make it first"),
    ):
        assert main(["debrief", str(folder), "--output", str(output)]) == command.NOT_WRITTEN
        assert words in capsys.readouterr().err
    one_file = folder / "Student 1" / "record.json"
    arguments = ["debrief", str(one_file), "--output", str(one_file)]
    assert main(arguments) == command.NOT_WRITTEN
    assert "is what is to be read" in capsys.readouterr().err


def test_without_a_record_nothing_is_written_and_the_reasons_are_said(tmp_path, capsys):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    page = tmp_path / "out.html"
    assert main(["debrief", str(tmp_path), "--output", str(page)]) == command.NOTHING_READ
    assert "a.pdf: a PDF" in capsys.readouterr().err
    assert not page.exists()


def test_two_processes_find_what_one_finds(folder):
    entries = read_class(command.files_at([folder])).entries
    (group,) = groups_of(entries)
    alone = work_out(group, 40)
    with command.spreading(2) as spread:
        shared = work_out(group, 40, spread=spread)
    assert (alone.sales == shared.sales).all()
    assert alone.ties == shared.ties
