"""Damage that notebooks take on their way from a student: by editors, by transfer, by slips.

Each kind turns a good submission, as bytes, into a damaged one, for any of the assignments, and
says what should become of it. `DAMAGE` can be repaired; `REFUSED` holds nothing of a student's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import jupytext
import nbformat

Cell = dict[str, Any]
Notebook = dict[str, Any]
STUB = "YOUR ANSWER HERE"
DRAFT = "An older draft that says little."
MORE = "Besides, the zebra crossing of my argument stands in a second cell."


@dataclass(frozen=True)
class Damage:
    """A kind of damage, and what should become of it.

    Args:
        spoil: Takes the bytes of a good submission and gives those of a damaged one.
        remark: Words of a remark on it; empty if it needs none.
        look: Words of what a person is told; empty if nobody need look.
        same_code: Whether all released cells hold the same code as without the damage.
        all_words: Whether all words of the written answers come back.
    """

    spoil: Callable[[bytes], bytes]
    remark: str = ""
    look: str = ""
    same_code: bool = True
    all_words: bool = True


def _edit(change: Callable[[Notebook], None], **how: Any) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        notebook = json.loads(data)
        change(notebook)
        return json.dumps(notebook, indent=1, sort_keys=True, **how).encode(errors="surrogatepass")

    return spoil


def _each(change: Callable[[Cell], None], kind: str = "") -> Callable[[bytes], bytes]:
    def all_cells(notebook: Notebook) -> None:
        for cell in notebook["cells"]:
            if cell["cell_type"] == kind or not kind:
                change(cell)

    return _edit(all_cells)


def _text(change: Callable[[str], bytes]) -> Callable[[bytes], bytes]:
    return lambda data: change(data.decode())


def _marks(cell: Cell) -> dict[str, Any]:
    marks = cell["metadata"].get("nbgrader")
    return marks if isinstance(marks, dict) else {}


def tests(notebook: Notebook) -> list[Cell]:
    return [c for c in notebook["cells"] if _marks(c).get("grade") and not _marks(c)["solution"]]


def answers(notebook: Notebook) -> list[Cell]:
    return [c for c in notebook["cells"] if _marks(c).get("grade") and _marks(c)["solution"]]


def code_answers(notebook: Notebook) -> list[Cell]:
    return [c for c in notebook["cells"] if _marks(c).get("solution") and not _marks(c)["grade"]]


def source(cell: Cell) -> str:
    return "".join(cell["source"])


def _place(notebook: Notebook, cell: Cell) -> int:
    return next(place for place, other in enumerate(notebook["cells"]) if other is cell)


def _new(kind: str, text: str, **more: Any) -> Cell:
    cell: Cell = {"cell_type": kind, "metadata": {}, "source": text, "id": f"new-{len(text)}"}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {}) | more


def _outputs(*outputs: Cell) -> Callable[[bytes], bytes]:
    def change(notebook: Notebook) -> None:
        tests(notebook)[0]["outputs"] = list(outputs)

    return _edit(change)


# --- formats ----------------------------------------------------------------------------------


def _minor(minor: int) -> Callable[[bytes], bytes]:
    return _edit(lambda notebook: notebook.update(nbformat_minor=minor))


def _without(*keys: str, kind: str = "") -> Callable[[bytes], bytes]:
    return _each(lambda cell: [cell.pop(key, None) for key in keys] and None, kind)


def _old_format(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        del cell["id"]
        if cell["cell_type"] == "code":
            cell |= {"input": cell.pop("source"), "language": "python", "collapsed": False}
            cell["prompt_number"] = cell.pop("execution_count")
            cell["outputs"] = []
    first = notebook["cells"][0]
    title, _, rest = source(first).partition("\n")
    heading = {"cell_type": "heading", "level": 1, "source": title.lstrip("# "), "metadata": {}}
    first["source"] = rest.strip()
    notebook["worksheets"] = [{"cells": [heading, *notebook.pop("cells")], "metadata": {}}]
    notebook |= {"nbformat": 3, "nbformat_minor": 0}


def _colab(notebook: Notebook) -> None:
    widget = {"model_name": "HBoxModel", "model_module": "@jupyter-widgets/controls"}
    notebook["metadata"] |= {
        "widgets": {"application/vnd.jupyter.widget-state+json": {"0a1b2c": widget}},
        "colab": {"provenance": [], "toc_visible": True},
        "accelerator": "GPU",
    }
    notebook["nbformat_minor"] = 0
    for number, cell in enumerate(notebook["cells"]):
        del cell["id"]
        cell["metadata"] |= {"id": f"x{number}", "outputId": "1f-2", "colab": {"height": 17}}


def _zero_bytes(notebook: Notebook) -> None:
    for cell in (code_answers(notebook)[0], answers(notebook)[0]):
        cell["source"] = source(cell)[:3] + "\0" + source(cell)[3:]


def _half_characters(notebook: Notebook) -> None:
    answers(notebook)[0]["source"] = source(answers(notebook)[0]) + " \ud83d"


def _other_shapes(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["source"] = source(cell).splitlines(keepends=True)
    junk = [_new("code", ""), _new("nonsense", ""), _new("markdown", "")]
    junk[0]["source"], junk[1]["source"], junk[2]["metadata"] = None, 7, "none"
    notebook["cells"] += [*junk, "  ", None, 3]
    notebook["metadata"], notebook["extra"] = [], {"a": 1}


def _twice(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["id"] = "same"


def _flood(notebook: Notebook) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "y" * 3_000_000}
    notebook["cells"][2]["outputs"] = [output]


def _empty_cells(notebook: Notebook) -> None:
    notebook["cells"] += [_new("code", "") for _ in range(5_000)]


def _commas(text: str) -> bytes:
    return text.replace("\n  }", ",\n  }").replace("\n ]", ",\n ]").encode()


def _conflict(text: str) -> bytes:
    """Two versions of the last cell's source, as version control leaves them."""
    lines = text.split("\n")
    last = max(n for n, line in enumerate(lines) if line.lstrip().startswith('"source": ')) + 1
    other = lines[last].replace('"', '"Their version begins otherwise. ', 1)
    lines[last : last + 1] = ["<<<<<<< HEAD", lines[last], "=======", other, ">>>>>>> theirs"]
    return "\n".join(lines).encode()


def _cut(share: float) -> Callable[[bytes], bytes]:
    return lambda data: data[: int(share * len(data))]


def _broken(text: str) -> bytes:
    """A bracket is missing in the outputs of one test."""
    return re.sub(r'"outputs": \[', '"outputs": ', text, count=1).encode()


def _windows(data: bytes) -> bytes:
    notebook = json.loads(data)
    answers(notebook)[0]["source"] = f"“{source(answers(notebook)[0])}”"
    return json.dumps(notebook, ensure_ascii=False).encode("cp1252", "replace")


def _wrapped(text: str) -> bytes:
    model = {"name": "x.ipynb", "path": "x.ipynb", "type": "notebook", "content": json.loads(text)}
    return json.dumps(model).encode()


def _as_text(kind: str) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        return jupytext.writes(nbformat.reads(data.decode(), as_version=4), fmt=kind).encode()

    return spoil


# --- names --------------------------------------------------------------------------------------


def _last_terms(notebook: Notebook) -> None:
    for cell in tests(notebook):
        _marks(cell)["grade_id"] += "-2019"
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"old-{number}"


def _shifted_ids(notebook: Notebook) -> None:
    """Last term's notebook had one cell fewer: every id is another cell's now."""
    ids = [cell["id"] for cell in notebook["cells"]]
    for cell, new in zip(notebook["cells"], [*ids[1:], "last"], strict=True):
        cell["id"] = new
        cell["metadata"] = {}


def _strip(cell: Cell) -> None:
    cell["metadata"] = {}
    del cell["id"]


def _points(notebook: Notebook) -> None:
    _marks(tests(notebook)[0])["points"] = "all of them"
    _marks(answers(notebook)[0])["points"] = 5000


def _no_marks(notebook: Notebook) -> None:
    tests(notebook)[0]["metadata"]["nbgrader"] = "none"
    answers(notebook)[0]["metadata"]["nbgrader"] = ["grade"]


def _skip(notebook: Notebook) -> None:
    for cell in tests(notebook):
        cell["metadata"]["tags"] = ["skip-execution"]


# --- cells --------------------------------------------------------------------------------------


def _no_tests(notebook: Notebook) -> None:
    for cell in tests(notebook):
        notebook["cells"].remove(cell)


def _other_tests(notebook: Notebook) -> None:
    for cell in tests(notebook):
        cell["source"] = "print('all is well')"


def _tests_first(notebook: Notebook) -> None:
    moved = tests(notebook)
    notebook["cells"] = moved + [cell for cell in notebook["cells"] if cell not in moved]


def _reversed(notebook: Notebook) -> None:
    notebook["cells"].reverse()


def _without_given(notebook: Notebook) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if _marks(cell)]


def _doubled(notebook: Notebook) -> None:
    notebook["cells"] += deepcopy(tests(notebook))


def _blank_code_copy(notebook: Notebook) -> None:
    """The answer is in the given cell, and an untouched copy of it stands further down."""
    cell = code_answers(notebook)[0]
    copy = deepcopy(cell) | {"id": "a-copy", "source": "# YOUR CODE HERE"}
    notebook["cells"].append(copy)


def _code_as_text(notebook: Notebook) -> None:
    cell = code_answers(notebook)[-1]
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


def _text_as_code(notebook: Notebook) -> None:
    for cell in answers(notebook):
        cell |= {"cell_type": "code", "outputs": [], "execution_count": None}


def _split(notebook: Notebook) -> None:
    """A cell of code in two halves, neither of which is Python without the other."""
    cell = code_answers(notebook)[0]
    whole = source(cell)
    cell["source"] = whole + "\n_both = ("
    second = deepcopy(cell) | {"id": "second-half", "source": "    1 + 1\n)"}
    notebook["cells"].insert(_place(notebook, cell) + 1, second)


def _merged(notebook: Notebook) -> None:
    """Question and answer in one cell, which keeps the question's names."""
    for cell in answers(notebook):
        question = _question(notebook, cell)
        question["source"] = source(question) + "\n\n" + source(cell)
        notebook["cells"].remove(cell)


def _in_new_cell(kind: str, change: Callable[[str], str] = str) -> Callable[[bytes], bytes]:
    """Answers in new cells below given ones that are untouched."""

    def spoil(notebook: Notebook) -> None:
        for number, cell in enumerate(answers(notebook)):
            new = _new(kind, change(source(cell)), id=f"new-{number}")
            notebook["cells"].insert(_place(notebook, cell) + 1, new)
            cell["source"] = STUB

    return _edit(spoil)


def _comments(text: str) -> str:
    return "\n".join(f"# {line}" for line in text.splitlines())


def _at_the_end(notebook: Notebook) -> None:
    cell = answers(notebook)[-1]
    notebook["cells"].append(_new("markdown", source(cell)))
    cell["source"] = STUB


def _far_away(notebook: Notebook) -> None:
    cell = answers(notebook)[-1]
    notebook["cells"].insert(3, _new("markdown", source(cell)))
    cell["source"] = f"  {STUB}\n\n"


def _question(notebook: Notebook, cell: Cell) -> Cell:
    above = notebook["cells"][: _place(notebook, cell)]
    return next(other for other in reversed(above) if other["cell_type"] == "markdown")


def _in_the_question(notebook: Notebook) -> None:
    cell = answers(notebook)[0]
    question = _question(notebook, cell)
    question["source"] = source(question) + "\n\n" + source(cell)
    cell["source"] = STUB


def _over_the_question(notebook: Notebook) -> None:
    cell = answers(notebook)[-1]
    question = _question(notebook, cell)
    question["source"], cell["source"] = source(cell), STUB


def _copy_of_answer(text: str | None) -> Callable[[bytes], bytes]:
    def spoil(notebook: Notebook) -> None:
        for number, cell in enumerate(answers(notebook)):
            new = deepcopy(cell) | {"id": f"copy-{number}"}
            new["source"] = source(cell) if text is None else text
            notebook["cells"].append(new)

    return _edit(spoil)


def _first_is_blank(notebook: Notebook) -> None:
    for number, cell in enumerate(answers(notebook)):
        notebook["cells"].append(deepcopy(cell) | {"id": f"copy-{number}"})
        cell["source"] = STUB


def _more_below(notebook: Notebook) -> None:
    cell = answers(notebook)[0]
    notebook["cells"].insert(_place(notebook, cell) + 1, _new("markdown", MORE))


def _answer_deleted(notebook: Notebook) -> None:
    """The answer's cell is gone, and its text stands in a new one."""
    for cell in answers(notebook):
        notebook["cells"][_place(notebook, cell)] = _new("markdown", source(cell))


def _code_in_new_cell(notebook: Notebook) -> None:
    """Code in new cells above given ones that are untouched, which undo it."""
    cell = code_answers(notebook)[-1]
    notebook["cells"].insert(_place(notebook, cell), _new("code", source(cell)))
    cell["source"] = "\n".join(f"{name} = ..." for name in _assigned(source(cell)))


def _assigned(text: str) -> list[str]:
    return [
        line.split(" = ")[0] for line in text.split("\n") if line.split(" = ")[0].isidentifier()
    ]


def _own_cells(notebook: Notebook) -> None:
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        cells += [cell, _new("code", f"tried_{number} = {number}", id=f"own-{number}")]
    notebook["cells"] = cells


def _with_magics(notebook: Notebook) -> None:
    cell = _new("code", "!pip install leverplug\n%matplotlib inline\nleverplug?")
    notebook["cells"].insert(0, cell)


_DISPLAY = {"output_type": "display_data", "data": {"text/plain": "1"}}
_RESULT = {"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}}
_STREAM = {"output_type": "stream", "name": "stdout", "text": "1", "transient": {"x": 1}}
_FORMAT, _LOST = "its format was put right", "had lost their names"
_ODD = _FORMAT + ": "

DAMAGE = {
    "nothing": Damage(lambda data: data),
    "cell ids in 4.2": Damage(_minor(2), _ODD + "cell ids where"),
    "cell ids in 4.4": Damage(_minor(4), _ODD + "cell ids where"),
    "no minor number": Damage(_edit(lambda nb: nb.pop("nbformat_minor") and None)),
    "a newer major number": Damage(_edit(lambda nb: nb.update(nbformat=5)), _ODD + "a newer"),
    "version 3": Damage(_edit(_old_format), _ODD + "an old format"),
    "no outputs": Damage(_without("outputs", "execution_count"), _ODD + "code cells without"),
    "no counts": Damage(_without("execution_count"), _ODD + "code cells without"),
    "display data without metadata": Damage(_outputs(_DISPLAY), _ODD + "outputs without metadata"),
    "results without a count": Damage(_outputs(_RESULT), _ODD + "results without a count"),
    "extra keys in a stream": Damage(_outputs(_STREAM), _ODD + "extra keys in outputs"),
    "text cells with outputs": Damage(
        _each(lambda cell: cell.update(outputs=[_STREAM], execution_count=1), "markdown"),
        _ODD + "text cells with outputs"),
    "a byte-order mark": Damage(lambda data: b"\xef\xbb\xbf" + data, _ODD + "a byte-order mark"),
    "UTF-16": Damage(_text(lambda text: text.encode("utf-16")), _ODD + "UTF-16"),
    "UTF-16 without a mark": Damage(_text(lambda text: text.encode("utf-16-be")), _ODD + "UTF-16"),
    "UTF-32": Damage(_text(lambda text: text.encode("utf-32")), _ODD + "UTF-32"),
    "Windows' encoding": Damage(_windows, _ODD + "Windows' encoding", same_code=False),
    "Windows' line ends": Damage(
        _each(lambda cell: cell.update(source=source(cell).replace("\n", "\r\n")))),
    "zero bytes": Damage(_edit(_zero_bytes), _ODD + "zero bytes"),
    "half characters": Damage(_edit(_half_characters)),
    "other shapes": Damage(_edit(_other_shapes), _FORMAT),
    "ids used twice": Damage(_edit(_twice), _ODD + "a cell id used twice"),
    "commas too many": Damage(_text(_commas), _ODD + "commas too many"),
    "a conflict": Damage(_text(_conflict), look="left in conflict"),
    "cut off": Damage(_cut(0.9), "", "cut off or damaged", same_code=False, all_words=False),
    "cut in the middle": Damage(_cut(0.5), "", "cut off or damaged", same_code=False,
                                all_words=False),
    "a bracket missing": Damage(_text(_broken), "", "cut off or damaged"),
    "JSON in JSON": Damage(_text(lambda text: json.dumps(text).encode())),
    "a server's answer": Damage(_text(_wrapped)),
    "percent script": Damage(_as_text("py:percent"), _ODD + "a text version"),
    "MyST text": Damage(_as_text("md:myst"), _ODD + "a text version"),
    "Colab's widgets": Damage(_edit(_colab), "widgets without their state"),
    "large outputs": Damage(_edit(_flood)),
    "5,000 empty cells": Damage(_edit(_empty_cells)),
    "last term's tests": Damage(_edit(_last_terms), _LOST),
    "no ids": Damage(_each(lambda cell: cell.pop("id") and None)),
    "no metadata": Damage(_each(lambda cell: cell.update(metadata={})), ""),
    "no metadata at all": Damage(_without("metadata"), _ODD + "cells without metadata"),
    "neither ids nor metadata": Damage(_each(_strip), _LOST),
    "shifted ids": Damage(_edit(_shifted_ids), _LOST),
    "points in words": Damage(_edit(_points), "marks' metadata was damaged"),
    "marks' metadata of another kind": Damage(_edit(_no_marks)),
    "tests to be skipped": Damage(_edit(_skip), "", "tags were taken off"),
    "tests deleted": Damage(_edit(_no_tests), "", "cells had been deleted and were put back: "),
    "tests changed": Damage(_edit(_other_tests), "tests had been changed"),
    "tests first": Damage(_edit(_tests_first), "cells had been moved"),
    "tests copied": Damage(_edit(_doubled)),
    "all in reverse": Damage(_edit(_reversed), "cells had been moved"),
    "given cells deleted": Damage(_edit(_without_given), "given cells had been deleted"),
    "a blank copy of code": Damage(_edit(_blank_code_copy)),
    "code as text": Damage(_edit(_code_as_text), "cells had another type"),
    "answers as code": Damage(_edit(_text_as_code), "cells had another type"),
    "a cell split": Damage(_edit(_split), same_code=False),
    "cells merged": Damage(_edit(_merged), "", "the answer stood in the question's text"),
    "own cells": Damage(_edit(_own_cells)),
    "own cells with magics": Damage(_edit(_with_magics)),
    "code above a blank cell": Damage(
        _edit(_code_in_new_cell), "", "blank, but another cell gives", same_code=False),
    "answers in new cells": Damage(_in_new_cell("markdown"), "", "stood in a new cell"),
    "answers in raw cells": Damage(_in_new_cell("raw"), "", "stood in a new cell"),
    "answers in code cells": Damage(_in_new_cell("code"), "", "stood in a new cell"),
    "answers in comments": Damage(_in_new_cell("code", _comments), "", "stood in a new cell"),
    "answers as a lone string": Damage(
        _in_new_cell("code", lambda text: json.dumps(text)), "", "stood in a new cell"),
    "an answer at the end": Damage(_edit(_at_the_end), "", "new cell"),
    "an answer far away": Damage(_edit(_far_away), "", "blank, with words from elsewhere"),
    "an answer in the question": Damage(_edit(_in_the_question), "", "in the question's text"),
    "an answer over the question": Damage(_edit(_over_the_question), "", "the question's text"),
    "blank copies below": Damage(_copy_of_answer(STUB)),
    "older drafts below": Damage(_copy_of_answer(DRAFT), "", "several copies"),
    "the same again below": Damage(_copy_of_answer(None)),
    "blank above, filled below": Damage(_edit(_first_is_blank)),
    "more below": Damage(_edit(_more_below), "", "more of the answer stood in a new cell"),
    "answer cells deleted": Damage(_edit(_answer_deleted), "", "stood in a new cell"),
}  # fmt: skip

REFUSED = {
    "words": (b"My answers are in the mail.", "not a notebook"),
    "a list": (b"[1, 2, 3]", "not a notebook"),
    "nothing": (b"", "not a notebook: the file is empty"),
    "spaces": (b" \n", "not a notebook: the file is empty"),
    "zero bytes": (bytes(1000), "not a notebook: the file is empty"),
    "an empty object": (b"{}", "not a notebook: it holds no cells"),
    "no cells": (b'{"cells": [], "nbformat": 4}', "not a notebook: it holds no cells"),
    "too deep": (b'{"cells": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", "nested too deeply"),
    "a web page": (b"<!DOCTYPE html>\n<html></html>", "a web page was saved under its name"),
    "a PDF file": (b"%PDF-1.7\n", "it is a PDF file"),
    "a zip": (b"PK\x03\x04...", "it is a zip or Office file"),
    "random bytes": (bytes(range(128, 256)) * 9, "not a notebook"),
}
