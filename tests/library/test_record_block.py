"""A record pasted into a learning platform comes back whole, whatever the editor did to it."""

import html
import random
import re
import zlib

import pytest
from designs import texts, ventures
from hypothesis import given
from hypothesis import strategies as st
from leverplug import record
from leverplug.record import RecordError, block, work
from leverplug.venture import Change, Tie, Venture

TIES = (
    Tie("fair-1", "trade_fair", 0.2, 2, 30, "developed", (Change(5, 0.125),), "Messe “Ä”"),
    Tie("kin-1", "kin", 0.3),
)
DESIGN = Venture(ties=TIES, links=(("kin-1", "fair-1"),), name="Kiwi & sons <Ltd>")
REASONS = (
    "“Kin” first -- they say yes at once.\n\nThen <b>the fair</b> & nobody else… RECORD BEGINS."
)
PREDICTED = {"born_global": 35, "whose-help": "A mix of kin & fairs", "sure": True}
TEXT = record.hand_in_text(DESIGN, 7, PREDICTED, {"reasons": REASONS})
SEALED = TEXT[TEXT.rindex("RECORD BEGINS") :]


def whole(found) -> tuple:
    return found.venture, found.seed, dict(found.predictions), dict(found.answers)


def as_html(text: str) -> str:
    lines = html.escape(text).replace("  ", " &nbsp;").split("\n")
    return "".join(f"<p>{line or '<br>'}</p>\r\n" for line in lines)


def wrapped(text: str, width: int = 30) -> str:
    return re.sub(rf"(.{{{width}}})", r"\1\n", text)


EDITORS = {
    "nothing": lambda t: t,
    "no-break spaces": lambda t: t.replace(" ", "\u00a0"),
    "all on one line": lambda t: " ".join(t.split()),
    "lines wrapped anywhere below": lambda t: t.replace(SEALED[14:-12], wrapped(SEALED[14:-12])),
    "Windows line ends": lambda t: t.replace("\n", "\r\n"),
    "smart quotes": lambda t: t.replace('"', "”").replace("--", "—").replace("...", "…"),
    "small letters": str.lower,
    "quoted in mail": lambda t: "".join(f"> {line}\n" for line in t.split("\n")),
    "HTML": as_html,
    "HTML escaped again": lambda t: html.escape(as_html(t)),
    "HTML in bold": lambda t: as_html(t).replace("RECORD BEGINS", "<b>RECORD</b> <i>BEGINS</i>"),
    "zero-width and soft hyphens": lambda t: t.replace(" ", " \u200b\u00ad"),
    "words around it": lambda t: f"Dear teacher,\n\nhere it is:\n{t}\n\nKind regards",
    "wide letters": lambda t: t.translate({ord(c): ord(c) + 0xFEE0 for c in "ABCDEF0123456789"}),
}  # fmt: skip


@pytest.mark.parametrize("editor", EDITORS.values(), ids=EDITORS.keys())
def test_an_editor_changes_nothing_that_is_read_back(editor):
    assert whole(record.read(editor(TEXT))) == (DESIGN, 7, PREDICTED, {"reasons": REASONS})


def test_the_words_on_top_are_for_people():
    for words in ("Kiwi & sons <Ltd>", "Luck (seed): 7", "Firm: traditional, home market 0.5",
                  "Founder: experience 0.5, obligation 1",
                  "Capabilities: search 0.05, learning 0.05, pruning 0",
                  "Prediction born_global: 35", REASONS,
                  "Tie fair-1: Messe “Ä” (trade_fair) in developed, effort 0.2, 0.125 from 5, "
                  "quarter 2 to 30", "Tie kin-1: kin, effort 0.3, quarter 1 on"):  # fmt: skip
        assert words in TEXT


@pytest.mark.parametrize("editor", EDITORS.values(), ids=EDITORS.keys())
def test_words_that_only_an_editor_dressed_are_those_of_the_record(editor):
    assert record.open_text(editor(TEXT)).remarks == ()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("born_global: 35", "born_global: 95", ("95", "35")),
        ("Kiwi", "Moa", ("moa", "kiwi")),
        ("fair", "fairs", ("fairs", "fair")),
        ("\nRECORD BEGINS\n", "\nand 3 more\nRECORD BEGINS\n", ("more", "begins")),
        ("effort 0.3", "effort 0.4", ("4", "3")),
    ],
)
def test_words_on_top_that_were_changed_are_reported(old, new, named):
    place = TEXT.rindex(old)
    (remark,) = record.open_text(TEXT[:place] + new + TEXT[place + len(old) :]).remarks
    assert "What counts is the record." in remark
    for word in named:
        assert re.search(rf"“[^”]*\b{word}\b[^”]*”", remark)
    assert whole(record.read(TEXT))[0] == DESIGN


def test_words_that_are_not_there_cannot_be_other_words():
    assert record.open_text(SEALED).remarks == ()
    assert record.open_text(TEXT[TEXT.index("Founder:") :]).remarks == ()
    (remark,) = record.open_text(f"I wrote this.\n{SEALED}").remarks
    assert "not those of the record" in remark


@pytest.mark.parametrize("editor", sorted(set(EDITORS) - {"lines wrapped anywhere below"}))
def test_reasons_may_quote_another_record(editor):
    theirs = record.hand_in_text(Venture(name="Moa"), 3, answers={"reasons": f"See:\n{TEXT}"})
    mine = record.hand_in_text(DESIGN, 8, answers={"reasons": f"Unlike hers:\n{theirs}Mine waits."})
    opened = record.open_text(EDITORS[editor](mine))
    assert [(found.venture, found.seed) for found in opened.records] == [(DESIGN, 8)]
    assert opened.remarks == ()


def test_a_quoted_record_never_stands_in_for_the_one_that_quotes_it():
    mine = record.hand_in_text(DESIGN, 8, answers={"reasons": f"Unlike hers:\n{TEXT}"})
    spoilt = mine[:-30] + ("0" if mine[-30] != "0" else "1") + mine[-29:]
    refusal(spoilt)
    assert "copy all of it" in refusal(mine[: mine.rindex("RECORD ENDS")]).remedy


def test_several_hand_ins_in_one_text_are_told_apart():
    moa = record.hand_in_text(Venture(name="Moa"), answers={"reasons": f"Unlike this:\n{TEXT}"})
    cut = TEXT.replace("RECORD ENDS", "X RECORD ENDS")
    opened, wrong = record.open_all(f"Anna\n{moa}\nBerta\n{cut}\nCleo\n{TEXT}")
    assert [each.records[0].venture.name for each in opened] == ["Moa", DESIGN.name]
    assert [each.before.split()[0] for each in opened] == ["Anna", "Berta"]
    assert opened[0].before == "Anna"
    assert len(wrong) == 1
    assert record.open_all("nothing here")[0] == []
    assert len(record.open_all("nothing here")[1]) == 1


def test_a_number_too_long_for_any_character_is_refused_in_words():
    refusal(f"&#{'9' * 5000}; RECORD BEGINS AAAA RECORD ENDS")
    refusal(f"&#x{'f' * 5000}; RECORD BEGINS AAAA RECORD ENDS")


@given(
    ventures(12),
    st.integers(0, 2**53 - 1),
    st.dictionaries(texts(40, 1), st.integers(0, 100) | texts(400) | st.booleans(), max_size=5),
    st.dictionaries(texts(40, 1), texts(2000).map(lambda t: f"{t}\n\tmore"), max_size=3),
    st.sampled_from(sorted(set(EDITORS) - {"lines wrapped anywhere below"})),
)
def test_any_record_survives_any_editor(venture, seed, predictions, answers, editor):
    text = EDITORS[editor](record.hand_in_text(venture, seed, predictions, answers))
    assert whole(record.read(text)) == (venture, seed, predictions, answers)


def test_letters_that_are_often_misread_are_not_needed():
    sealed = SEALED.replace("RECORD BEGINS", "").replace("RECORD ENDS", "")
    assert set(sealed) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ \n")
    misread = sealed.replace("0", "O").replace("1", "l")
    assert record.read(f"RECORD BEGINS{misread}RECORD ENDS").venture == DESIGN


def refusal(text) -> RecordError:
    with pytest.raises(RecordError) as caught:
        record.read(text)
    assert len(str(caught.value)) < 700
    return caught.value


def test_every_truncation_is_refused():
    short = record.hand_in_text(Venture(name="Kiwi"))
    for length in range(short.index("RECORD BEGINS") + 20, len(short) - len("S\n")):
        assert "copy all of it" in refusal(short[:length]).remedy
    begin, end = SEALED.index("\n"), SEALED.index("\nRECORD ENDS")
    for length in range(begin, end):
        if SEALED[length - 1 : end].strip():
            refusal(SEALED[:length] + SEALED[end:])


def test_every_changed_letter_is_refused():
    begin, end = SEALED.index("\n"), SEALED.index("\nRECORD ENDS")
    for place in range(begin, end):
        if SEALED[place].isspace():
            continue
        for new in "7Z":
            if SEALED[place] != new:
                refusal(SEALED[:place] + new + SEALED[place + 1 :])


def test_neighbours_swapped_are_refused():
    letters = re.sub(r"\s", "", SEALED[SEALED.index("\n") : SEALED.index("RECORD ENDS")])
    for place in range(len(letters) - 1):
        one, other = letters[place : place + 2]
        if one != other:
            swapped = letters[:place] + other + one + letters[place + 2 :]
            refusal(f"RECORD BEGINS {swapped} RECORD ENDS")


def test_every_flipped_bit_is_refused():
    letters = re.sub(r"\s", "", SEALED[SEALED.index("\n") : SEALED.index("RECORD ENDS")])
    digits = block._DIGITS
    for place, letter in enumerate(letters):
        for bit in range(5):
            flipped = digits[digits.index(letter) ^ 1 << bit]
            refusal(f"RECORD BEGINS {letters[:place]}{flipped}{letters[place + 1 :]} RECORD ENDS")


@given(st.text(), st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ \n"), st.text())
def test_no_text_does_anything_but_be_refused(before, sealed, after):
    refusal(f"{before} RECORD BEGINS {sealed} RECORD ENDS {after}")


def test_a_strange_letter_is_named():
    spoilt = SEALED.replace("\n", "\n%", 1)
    assert "a '%' in it" in refusal(spoilt).remedy


def test_two_records_at_once_are_refused():
    other = record.hand_in_text(Venture(name="Moa"))
    assert "one record at a time" in refusal(f"{TEXT}\n{other}").remedy


def test_what_a_learner_wrote_is_not_taken_for_the_record():
    reasons = "RECORD BEGINS\nnothing\nRECORD ENDS"
    found = record.read(record.hand_in_text(DESIGN, answers={"reasons": reasons}))
    assert found.answers["reasons"] == reasons


def forged(packed: bytes, version: int = block.VERSION) -> str:
    """A block with a right check sum around what anybody may have made."""
    import base64

    body = bytes([version]) + packed
    letters = base64.b32encode(body + zlib.crc32(body).to_bytes(4)).decode().rstrip("=")
    return f"RECORD BEGINS {letters.translate(block._TO_DIGITS)} RECORD ENDS"


def test_a_little_that_swells_to_very_much_is_refused():
    bomb = zlib.compress(b" " * 50_000_000)
    assert len(forged(bomb)) < block.LARGEST_BLOCK
    assert f"{work.LARGEST} bytes" in refusal(forged(bomb)).remedy
    spaced = record.dumps(DESIGN) + " " * record.LARGEST
    assert f"{record.LARGEST} bytes" in refusal(forged(zlib.compress(spaced.encode()))).remedy


def test_forged_blocks_are_refused():
    for packed in (b"", b"abc", zlib.compress(b"[]"), zlib.compress(b"\xff"), zlib.compress(b"{")):
        refusal(forged(packed))
    noise = random.Random(1)
    for _ in range(300):
        refusal(forged(noise.randbytes(noise.randrange(1, 60))))


def test_a_newer_form_is_refused_with_the_remedy():
    error = refusal(forged(b"whatever", version=2))
    assert (error.field, error.value) == ("record form", 2)
    assert "newer leverplug" in error.remedy


def test_more_than_a_block_can_be_is_refused_before_it_is_read():
    assert "bytes" in str(refusal("RECORD BEGINS " + "A" * block.LARGEST_BLOCK).value)


def test_many_beginnings_without_an_end_are_refused_in_good_time():
    refusal("RECORD BEGINS " * 15_000)
    refusal(f"RECORD{' ' * 200_000}BEGIN RECORD BEGINS")
    refusal("RECORD " * 15_000)
    refusal("RECORD BEGINS A RECORD ENDS " * 30_000)


def test_no_small_text_keeps_the_reader_busy():
    """Each would take minutes where the time grows with the square of what it swells to."""
    for content in ('"' + '\\"' * 500_000, "[" + '"\\' * 500_000, "{" + '"a":1,' * 100_000,
                    "{" + ",".join(f'"{n}":1' for n in range(90_000)) + ',"1":1}'):  # fmt: skip
        text = forged(zlib.compress(content.encode()[: work.LARGEST]))
        assert len(text) < 1_000_000
        refusal(text)
    accents = "a" + "\u0315\u0300" * 200_000
    refusal(f"{accents} RECORD BEGINS {accents} RECORD ENDS")
    refusal("<a" * 200_000 + "RECORD BEGINS A RECORD ENDS")
    small = record.hand_in_text(Venture(), answers={"a": "RECORD BEGINS AA RECORD ENDS"})
    sealed = small[small.rindex("RECORD BEGINS") :]
    texts = f"RECORD BEGINS x RECORD ENDS {sealed}" * (block.LARGEST_BLOCK // 300)
    opened, wrong = record.open_all(texts[: block.LARGEST_BLOCK - 1])
    assert len(opened) > 4000
    assert len(wrong) > 4000
    many = f"{forged(zlib.compress(b' ' * work.LARGEST))} " * 200
    refusal(many)


def test_a_block_of_today_opens_tomorrow():
    """Made once with form 1 and kept: it is in people's hand-ins, so this must never change."""
    found = record.read(
        """RECORD BEGINS
05WFJJ3M 47B269WG 1PG007PR WVW066WM SGSM2086 SJZ86AXR
Y5K4H544 1M6QC8V8 P0DHPR6D XMW75B19 98E1N6EP 4B2RPVVA
E5RTNGN3 GRWREPRY 6Q64BS1W 08MW362A 54GHMVGH 6GP644B9
RCXV6F2K 856G2N16 5FCFH554 V20Z4BDY MBCHG54S H39BKDGP
00Q55GTV 60PB1Z0
RECORD ENDS"""
    )
    assert found.venture == DESIGN
    assert (found.seed, dict(found.predictions), found.model) == (
        7,
        {"born_global": 35},
        "1-00000000",
    )
