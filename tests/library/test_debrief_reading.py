"""What a class hands in is read as platforms give it out, and what is not read is named."""

from __future__ import annotations

import io
import json
import random
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from leverplug import Tie, Venture, portfolios, record
from leverplug.debrief import archives
from leverplug.debrief.archives import Budget, File, Refused, unpacked
from leverplug.debrief.folders import files_at
from leverplug.debrief.groups import groups_of
from leverplug.debrief.intake import PASTED, Intake, plain, read_class
from leverplug.debrief.who import student_of
from leverplug.record import block, document, work

MOA = Venture(name="Moa", ties=(Tie("kin-1", "kin", 0.2, label="Aunt Zoë"),))
KIWI = Venture(name="Kiwi", ties=(Tie("fair-1", "trade_fair", 0.3, region="close"),))
MOA_FILE = record.dumps(MOA, 3, {"born_global": 30}, {"reasons": "Few – well fed."})
KIWI_FILE = record.dumps(KIWI, 4)
MOODLE = "Kea Ana_4711_assignsubmission_{}_/{}"


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def read(members: dict[str, str | bytes]) -> Intake:
    return read_class([File("class.zip", zipped(members))])


def names(found: Intake) -> list[str]:
    return sorted(entry.name for entry in found.entries)


def reasons(found: Intake) -> dict[str, str]:
    return {one.name: one.reason for one in found.unread}


# --- who ------------------------------------------------------------------------------------------

PATHS = {
    "Kea Ana_4711_assignsubmission_file_/record-moa.json": ("Kea Ana", "moodle 4711"),
    "Kea Ana_4711_assignsubmission_onlinetext_/onlinetext.html": ("Kea Ana", "moodle 4711"),
    "Kea Ana_4711_assignsubmission_file_record-moa.json": ("Kea Ana", "moodle 4711"),
    "all/Participant 81_81_assignsubmission_file_/r.json": ("Participant 81", "moodle 81"),
    "keaana_12345_67890_record-moa.json": ("keaana", "canvas keaana 12345"),
    "keaana_LATE_12345_67890_record-moa.json": ("keaana", "canvas keaana 12345"),
    "keaana_LATE_12345_text.html": ("keaana", "canvas keaana 12345"),
    "keaana_12345_67890_all.zip/record.json": ("keaana", "canvas keaana 12345"),
    "anna_2025_03_venture.json": ("anna", "canvas anna 2025"),
    "class/Newton Isaac.json": ("Newton Isaac", "file class/Newton Isaac"),
    "class/Handke Peter.json": ("Handke Peter", "file class/Handke Peter"),
    "class\\Ana Kea.json": ("Ana Kea", "file class/Ana Kea"),
    "class/Ana Kea/record-moa.json": ("Ana Kea", "folder class/Ana Kea"),
    "class/Ana Kea/my work.json": ("Ana Kea", "folder class/Ana Kea"),
    "../../etc/ana.json": ("ana", "file ../../etc/ana"),
    "a\u202enosj.\u0000json": ("a nosj", None),
    "": ("without a name", None),
}


def test_the_student_is_known_by_the_names_that_platforms_give():
    for path, (name, key) in PATHS.items():
        found = student_of(path)
        assert found.name == name, path
        assert key is None or found.key == key, path


def test_of_two_files_in_canvas_the_one_handed_in_later_counts():
    found = read({
        "keaana_LATE_12_3460_record-1.json": KIWI_FILE,
        "keaana_12_3456_record.json": MOA_FILE,
    })  # fmt: skip
    (entry,) = found.entries
    assert entry.record.venture == KIWI
    assert entry.remarks == ("handed in late, as the platform says",)
    (aside,) = found.asides
    assert aside.words == "handed in 2 different records: the latest is used"
    assert aside.files == ("keaana_LATE_12_3460_record-1.json", "keaana_12_3456_record.json")


def test_two_students_whose_files_canvas_would_have_numbered_alike_stay_two():
    found = read({"anna_2025_03_venture.json": MOA_FILE, "ben_2025_03_venture.json": KIWI_FILE})
    assert names(found) == ["anna", "ben"]


def test_the_zip_of_a_student_in_an_unpacked_folder_says_whose_it_is(tmp_path: Path):
    given = {"Kea Ana_4711": MOA_FILE, "Moa Ben_4712": KIWI_FILE}
    for who, text in given.items():
        folder = tmp_path / f"{who}_assignsubmission_file_"
        folder.mkdir()
        (folder / "work.zip").write_bytes(zipped({"record.json": text}))
    found = read_class(files_at([tmp_path]))
    assert names(found) == ["Kea Ana", "Moa Ben"]
    assert not found.asides


@pytest.mark.parametrize(
    ("zips", "told"),
    [
        (("ana.zip", "ben.zip"), ["ana", "ben"]),
        (("keaana_12_3456_x.zip", "moaben_13_3457_x.zip"), ["keaana", "moaben"]),
        (("keaana_12_3456_x.zip",), ["keaana"]),
        (("Ana/work.zip", "Ben/work.zip"), ["Ana", "Ben"]),
        (("class.zip",), ["record"]),
    ],
)
def test_zips_that_are_dropped_together_are_each_a_students(zips, told):
    both = (MOA_FILE, KIWI_FILE)
    found = read_class([
        File(name, zipped({"record.json": text})) for name, text in zip(zips, both, strict=False)
    ])  # fmt: skip
    assert names(found) == told
    assert not found.asides


def test_what_is_wrong_in_one_of_several_zips_says_in_which():
    bad = zipped({"essay.pdf": b"%PDF-1.7"})
    found = read_class([File("a.zip", bad), File("b.zip", bad)])
    assert sorted(reasons(found)) == ["a.zip/essay.pdf", "b.zip/essay.pdf"]


def test_files_called_as_the_book_calls_them_in_one_folder_are_those_of_a_class():
    found = read({"class/record-a.json": MOA_FILE, "class/record-b.json": KIWI_FILE})
    assert names(found) == ["class (record-a)", "class (record-b)"]
    assert not found.asides
    found = read({"Ana/record-moa.json": MOA_FILE, "Ana/hand-in.txt": record.hand_in_text(MOA, 3)})
    assert names(found) == ["Ana"]  # both are of one venture
    works = {f"class/my work {n}.json": json.dumps(work.as_document(work.Work("B", f"2026-11-{n}")))
             for n in (29, 30)}  # fmt: skip
    assert len(read(works).works) == 2


# --- forms ----------------------------------------------------------------------------------------


def test_every_form_of_a_record_in_every_encoding_is_read():
    code = record.code(MOA, 3)
    forms = {
        "file": MOA_FILE, "text": record.hand_in_text(MOA, 3, {"born_global": 30}), "code": code,
        "link": f"see https://example.org/book/venture.html?v={code}",
        "html": f'<p>Look <a href="https://example.org/?x=1&amp;v={code}">here</a>, please</p>',
        "onlinetext": "<p>" + record.hand_in_text(MOA, 3).replace("\n", "<br />\n") + "</p>",
    }  # fmt: skip
    for form, text in forms.items():
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
            found = read_class([File("Ana.txt", text.encode(encoding))])
            assert not found.unread, (form, encoding, found.unread)
            assert plain(found.entries[0].record.venture) == plain(MOA), (form, encoding)
            assert found.entries[0].record.seed == 3


def test_a_file_that_is_not_unicode_is_read_with_a_remark():
    found = read_class([File("Ana.json", MOA_FILE.replace("–", "-").encode("latin-1"))])
    assert found.entries[0].record.venture.ties[0].label == "Aunt Zoë"
    assert "not written as UTF-8" in found.entries[0].remarks[0]


def test_a_text_document_that_holds_a_hand_in_text_is_read():
    words = "".join(f"<w:p>{line}</w:p>" for line in record.hand_in_text(MOA, 3).splitlines())
    document = zipped({"[Content_Types].xml": "<x/>", "word/document.xml": words})
    found = read({"Ana.docx": document})
    assert names(found) == ["Ana"]
    assert found.entries[0].source == "Ana.docx"


def test_a_text_with_many_hand_in_texts_codes_and_links_gives_each_its_own_record():
    one, two, three, four = list(portfolios.random_portfolios(4))
    text = "\n".join([
        f"Ana Kea: {record.code(one)}",
        f"Ben O'Hara\thttps://example.org/?v={record.code(two)}",
        record.hand_in_text(three, 5),
        "And mine:",
        record.hand_in_text(four, 6),
        f"Cy {record.code(one)[:-4]}",
    ])  # fmt: skip
    found = read_class([File(PASTED, text.encode())])
    assert names(found) == ["Ana Kea", "Ben O'Hara", f"{PASTED} 1", f"{PASTED} 2"]
    designs = {plain(entry.record.venture) for entry in found.entries}
    assert designs == {plain(design) for design in (one, two, three, four)}
    ((name, reason),) = reasons(found).items()
    assert name == f"{PASTED} (Cy)"
    assert "copy the whole code again" in reason


def test_a_name_in_the_line_above_a_hand_in_text_is_its_students():
    four = [record.hand_in_text(design) for design in portfolios.random_portfolios(4)]
    said = ("Ana Kea:", "from Ben O'Hara", "Juan de la Cruz", "and here is mine:")
    text = "\n\n".join(f"{line}\n{each}" for line, each in zip(said, four, strict=True))
    found = read_class([File(PASTED, text.encode())])
    assert names(found) == ["Ana Kea", "Juan de la Cruz", f"{PASTED} 2", f"{PASTED} 4"]


def read_text(text: str, name: str = PASTED) -> Intake:
    return read_class([File(name, text.encode())])


def test_students_with_the_same_code_in_a_list_all_stay():
    one, other = record.code(MOA), record.code(KIWI)
    for end in ("\n", "; "):
        found = read_text(f"Ana: {one}{end}Ben: {one}{end}Cleo: {other}{end}Ana: {one}")
        assert names(found) == ["Ana", "Ben", "Cleo"]
    twice = f"Ana: {one} (that is https://example.org/?v={one})\n{one}"
    assert names(read_text(twice)) == ["Ana"]


def test_a_word_for_what_follows_is_no_name():
    one, other = record.code(MOA), record.code(KIWI)
    for label in ("Code", "link", "My link", "Record", "venture", "Here is my code", "Code 1"):
        found = read_text(f"{label}: {one}\n{label}: {other}")
        assert names(found) == [f"{PASTED} 1", f"{PASTED} 2"], label
    assert names(read_text(f"Link Ana: {one}\nCode, Ben: {other}")) == ["Code, Ben", "Link Ana"]


def test_a_student_who_adds_the_link_or_code_of_the_same_venture_is_one():
    text = record.hand_in_text(MOA, 3, {"born_global": 30}, {"reasons": "Few."})
    code = record.code(MOA, 3, {"born_global": 30})
    for more in (code, f"My link: https://example.org/?v={code}", record.code(MOA, 3), text):
        (entry,) = read_text(f"{text}\n{more}", "Ana Kea.txt").entries
        assert entry.name == "Ana Kea"
        assert entry.record.answers["reasons"] == "Few."
    other = record.hand_in_text(MOA, 3, {"born_global": 40}, {"reasons": "Many."})
    assert len(read_text(f"{text}\n{other}").entries) == 2  # with words of their own
    assert len(read_text(f"{text}\n{record.code(MOA, 4)}").entries) == 2


def test_a_pasted_file_of_work_is_one_students_however_many_records_it_has():
    records = tuple(record.loads(text) for text in (MOA_FILE, KIWI_FILE))
    kept = work.Work("Levers and Plugs", "2026-11-30", records=records)
    for text in (json.dumps(work.as_document(kept)), block.write_work(kept)):
        found = read_text(text)
        assert names(found) == [PASTED]
        assert [entry.record.venture for entry in found.entries] == [KIWI]
        assert len(found.works) == 1
    two = f"{block.write_work(kept)}\n{block.write_work(replace(kept, saved='2026-11-29'))}"
    for name in (PASTED, "class.txt"):
        found = read_text(two, name)
        assert len(found.entries) == len(found.works) == 2


def test_of_a_file_of_work_the_venture_added_last_counts():
    records = [document.as_document(record.loads(text)) for text in (MOA_FILE, KIWI_FILE)]
    kept = work.Work("Levers and Plugs", "2026-11-30", records=tuple(
        record.loads(json.dumps(one)) for one in records
    ))  # fmt: skip
    for text in (json.dumps(work.as_document(kept)), block.write_work(kept)):
        found = read_class([File("Ana.txt", text.encode())])
        assert [entry.record.venture for entry in found.entries] == [KIWI]
        assert "2 different records" in found.asides[0].words
    empty = json.dumps(work.as_document(work.Work("Levers and Plugs", "2026-11-30")))
    assert "without a venture" in reasons(read({"Ana.json": empty}))["Ana.json"]


def test_a_record_that_quotes_another_is_one_record():
    quoting = {"reasons": f"Ben's was: {record.hand_in_text(KIWI, 9)} and {record.code(KIWI)}"}
    found = read_class([File("Ana.txt", record.hand_in_text(MOA, 3, answers=quoting).encode())])
    assert [entry.record.venture for entry in found.entries] == [MOA]


def test_words_that_were_changed_above_the_sealed_part_are_remarked_on():
    text = record.hand_in_text(MOA, 3).replace("Moa", "Ben Li's venture")
    (entry,) = read_class([File("Ana.txt", text.encode())]).entries
    assert "not those of the record" in entry.remarks[0]
    assert "moa" not in entry.remarks[0]
    assert "moa luck" in entry.details[0]


def test_a_hand_in_text_that_was_cut_off_is_named():
    found = read({"Ana.txt": record.hand_in_text(MOA)[:-40]})
    assert "down to RECORD ENDS" in reasons(found)["Ana.txt"]


# --- one record a student -------------------------------------------------------------------------


def test_the_same_record_twice_from_one_student_counts_once_and_the_fuller_is_kept():
    found = read({
        MOODLE.format("file", "record-moa.json"): MOA_FILE,
        MOODLE.format("onlinetext", "onlinetext.html"): f"<p>{record.code(MOA, 3)}</p>",
    })  # fmt: skip
    (entry,) = found.entries
    assert dict(entry.record.predictions) == {"born_global": 30}
    assert [aside.words for aside in found.asides] == [
        "handed in the same record twice: counted once"
    ]
    assert found.asides[0].alias == entry.alias


def test_the_same_record_from_two_students_stays_with_both_and_is_named():
    found = read({"Ana.json": MOA_FILE, "Ben.json": MOA_FILE, "Cy.json": KIWI_FILE})
    assert names(found) == ["Ana", "Ben", "Cy"]
    (aside,) = found.asides
    assert aside.words == "2 students handed in the same design and luck: all are kept"
    assert aside.files == ("Ana.json", "Ben.json")


def test_two_students_of_one_name_stay_two():
    found = read({"a/Ana.json": MOA_FILE, "b/Ana.json": KIWI_FILE})
    assert names(found) == ["Ana (a)", "Ana (b)"]


def test_aliases_are_one_each_and_not_in_the_order_of_the_names():
    designs = list(portfolios.random_portfolios(12))
    found = read({f"s{n:02}.json": record.dumps(design) for n, design in enumerate(designs)})
    aliases = [entry.alias for entry in found.entries]
    assert aliases == [f"A{n}" for n in range(1, 13)]
    assert names(found) != [entry.name for entry in found.entries]


def test_a_record_of_another_model_says_so_and_stays():
    found = read({"Ana.json": record.dumps(MOA, model="0-12345678")})
    assert "another version of the model" in found.entries[0].remarks[0]
    assert groups_of(found.entries)[0].differences() == ["1 made with another version of the model"]


def test_different_records_are_counted_without_their_repeats():
    found = read_class([
        File(MOODLE.format("file", f"record-{n}.json"), text.encode(), n)
        for n, text in enumerate((MOA_FILE, MOA_FILE, KIWI_FILE))
    ])  # fmt: skip
    (aside,) = found.asides
    assert aside.words == "handed in 2 different records: the latest is used"


# --- what is not read -----------------------------------------------------------------------------


def with_flags(data: bytes) -> bytes:
    """A zip whose members say that they are locked with a password."""
    body = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(mark)
        body[at + offset] |= 1
    return bytes(body)


def test_what_is_no_record_is_named_with_the_reason_and_the_rest_is_read():
    link = zipfile.ZipInfo("link.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    deep = zipped({"ana.json": MOA_FILE})
    for number in range(3):
        deep = zipped({f"z{number}.zip": deep})
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("essay.pdf", b"%PDF-1.7 ...")
        archive.writestr("photo.png", b"\x89PNG\r\n")
        archive.writestr("empty.json", "")
        archive.writestr("bytes.json", bytes(range(256)))
        archive.writestr("words.txt", "My answers are in the mail.")
        archive.writestr("list.json", "[1, 2]")
        archive.writestr("deep.zip", deep)
        archive.writestr("locked.zip", with_flags(zipped({"ben.json": KIWI_FILE})))
        archive.writestr("broken.zip", zipped({"ben.json": KIWI_FILE})[:-30])
        archive.writestr("__MACOSX/._ana.json", "x")
        archive.writestr("folder.json/", "")
        archive.writestr("../../../ana.json", MOA_FILE)
    found = read_class([File("class.zip", whole.getvalue())])
    assert names(found) == ["ana"]
    told = reasons(found)
    expected = {
        "link.json": "a link to another file", "essay.pdf": "a PDF", "photo.png": "a picture",
        "empty.json": "an empty file", "bytes.json": "no text", "words.txt": "",
        "list.json": "", "broken.zip": "a damaged zip",
    }  # fmt: skip
    for name, words in expected.items():
        assert words in told.pop(name)
    assert "locked with a password" in told.pop("locked.zip/ben.json")
    ((name, reason),) = told.items()
    assert name.startswith("deep.zip/")
    assert "zips in zips" in reason


def test_a_bomb_is_refused_before_it_goes_off():
    bomb = zipped({"bomb.json": b"0" * (archives.LARGEST_FILE + 1)})
    assert len(bomb) < 100_000
    found = read_class([File("class.zip", bomb)])
    assert "hand in the record itself" in reasons(found)["bomb.json"]
    # One that says it is small.
    at = bomb.find(b"PK\x01\x02") + 24
    liar = bomb[:at] + (10).to_bytes(4, "little") + bomb[at + 4 :]
    found = read_class([File("class.zip", liar)])
    assert not found.entries
    assert len(found.unread) == 1


def test_more_files_and_bytes_than_a_class_has_are_refused_by_name():
    data = zipped({f"s{n}.json": MOA_FILE for n in range(5)})
    found = list(unpacked(File("class.zip", data), Budget(files=3)))
    assert [isinstance(one, Refused) for one in found] == [False, False, False, True, True]
    found = list(unpacked(File("class.zip", data), Budget(size=len(MOA_FILE) * 2 + 20)))
    assert sum(isinstance(one, File) for one in found) == 2


def test_no_bytes_do_anything_but_open_or_be_refused():
    noise = random.Random(7)
    whole = zipped({"Ana.json": MOA_FILE, "Ben.txt": record.hand_in_text(KIWI)})
    for _ in range(300):
        spoilt = bytearray(whole)
        for _ in range(noise.randint(1, 12)):
            spoilt[noise.randrange(len(spoilt))] = noise.randrange(256)
        found = read_class([File("class.zip", bytes(spoilt)), File("x", noise.randbytes(400))])
        assert len(found.entries) + len(found.unread) >= 1


@pytest.mark.parametrize("piece", ["<", "A", "?v=", "RECORD BEGINS ", "RECORD ENDS ", "&amp;", "{"])
def test_a_megabyte_of_anything_is_read_in_one_go(piece):
    """Each is linear: a pattern that were not would take hours here."""
    found = read_class([File("x.txt", (piece * (1_000_000 // len(piece))).encode())])
    assert not found.entries
    assert found.unread


def test_a_folder_is_read_without_following_links_and_nothing_is_written(tmp_path: Path):
    (tmp_path / "Ana Kea").mkdir()
    (tmp_path / "Ana Kea" / "record-moa.json").write_text(MOA_FILE, encoding="utf-8")
    (tmp_path / "ben.json").mkdir()
    (tmp_path / "cy.json").symlink_to("/etc/hostname")
    (tmp_path / "dee").symlink_to(tmp_path / "Ana Kea")
    (tmp_path / "all.zip").write_bytes(zipped({"eve.json": KIWI_FILE}))
    (tmp_path / ".DS_Store").write_bytes(b"x")
    before = sorted(tmp_path.rglob("*"))
    found = read_class(files_at([tmp_path]))
    assert names(found) == ["Ana Kea", "eve"]
    assert reasons(found) == {
        "ben.json": "an empty folder",
        "cy.json": "a link to another file: hand in the file itself",
        "dee": "a link to another file: hand in the file itself",
    }
    assert sorted(tmp_path.rglob("*")) == before


def test_paths_that_are_not_there_are_named(tmp_path: Path):
    found = read_class(files_at([tmp_path / "nothing.zip"]))
    assert reasons(found) == {"nothing.zip": "no file that can be read"}


def test_whose_a_file_is_stands_in_the_names_of_blackboard_and_brightspace_too():
    blackboard = "Week 1_a_lee_attempt_2026-11-02-10-11-12_{}.json"
    later = blackboard.replace("11-12", "11-13").replace("attempt", "poging")
    found = read({blackboard.format("my_record"): MOA_FILE, later.format("x"): KIWI_FILE})
    assert names(found) == ["lee"]
    assert found.entries[0].record.venture == KIWI
    of_ann, of_bo = (
        "12-{} - Ann Lee - Nov 2, 2026 {}/record.json",
        "12-9 - Bo - Nov 2, 2026 9 PM/r",
    )
    found = read({of_ann.format(7, "1011 PM"): KIWI_FILE, of_ann.format(8, "1011 AM"): MOA_FILE,
                  of_bo: MOA_FILE})  # fmt: skip
    assert names(found) == ["Ann Lee", "Bo"]
    assert {one.record.venture.name for one in found.entries if one.name == "Ann Lee"} == {"Kiwi"}


def test_a_zip_with_a_list_of_members_that_would_fill_the_memory_is_not_opened():
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + (2**31).to_bytes(4, "little") + bytes(6)
    found = read_class([File("class.zip", b"PK\x03\x04" + bytes(100) + end)])
    assert "a zip of more than 50,000 files" in reasons(found)["class.zip"]
