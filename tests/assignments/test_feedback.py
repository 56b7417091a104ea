"""Feedback: what a student wrote is read as it was written, and nothing of it runs."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import scripts
from assignments.engine import feedback
from assignments.engine.build import SOLUTION
from assignments.engine.course import CONFIG, Course
from assignments.engine.errors import CourseError
from assignments.engine.feedback import CleanOutputs, FeedbackPage, clean_outputs, write_feedback
from assignments.engine.feedback.filters import LONGEST_SOURCE, render
from assignments.engine.feedback.sanitiser import LONGEST, clean_html
from bs4 import BeautifulSoup
from coursework import changed, hand_in
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.converters import GenerateFeedback
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from scripts import PNG, SVG, payloads, runs
from traitlets.config.loader import PyFileConfigLoader

NAME = "01_clean_a_literature"
KINDS = {"text/html", "text/plain", "text/markdown", "text/latex", "image/png", "image/jpeg"}
WRITTEN = """I say "a < b" & `x[a < b] == "c"`; profit<costs and growth>0, a<b and b>c.

<script>alert(1)</script> &amp; it's <b>all</b> of it.
"""
RESOURCES = {
    "nbgrader": {"notebook": "n", "student": "s", "score": 1, "max_score": 2, "late_penalty": 0},
    "base_url": "", "notebook_id": "n", "submission_id": "1", "assignment_id": "n", "index": 0,
    "total": 1, "notebook_path": "n.ipynb", "student": "s",
}  # fmt: skip


def feedback_page() -> HTMLExporter:
    """What nbgrader writes feedback with, by this course's settings."""
    config = PyFileConfigLoader(CONFIG.name, str(CONFIG.parent)).load_config()
    exporter = FeedbackPage(config=GenerateFeedback(config=config).config)
    exporter.register_preprocessor(CSSHTMLHeaderPreprocessor, enabled=True)
    return exporter


def formgrader_page() -> HTMLExporter:
    """What the formgrader shows a submission with, by this course's settings."""
    config = FormgradeExtension().build_extra_config()
    config.merge(PyFileConfigLoader(CONFIG.name, str(CONFIG.parent)).load_config())
    return HTMLExporter(config=config)


def unclean_page() -> HTMLExporter:
    """nbgrader's formgrader without this course's settings."""
    return HTMLExporter(config=FormgradeExtension().build_extra_config())


def shown(exporter: HTMLExporter, *cells: NotebookNode) -> str:
    return exporter.from_notebook_node(scripts.notebook(*cells), json.loads(json.dumps(RESOURCES)))[
        0
    ]


@pytest.fixture(scope="module", params=[feedback_page, formgrader_page])
def page(request) -> Callable[..., str]:
    exporter = request.param()
    return lambda *cells: shown(exporter, *cells)


@pytest.mark.full  # all of them on one page, below, is what `make test` tries
@pytest.mark.parametrize("name", payloads())
def test_nothing_of_a_payload_runs_on_either_page(name, page):
    assert runs(page(payloads()[name])) == []


@pytest.mark.full
@pytest.mark.filterwarnings("ignore")  # nbconvert's, of kinds and languages that it does not know
def test_most_payloads_would_run_on_a_page_that_is_not_cleaned():
    exporter, harmful = unclean_page(), set()
    for name, cell in payloads().items():
        try:
            found = runs(shown(exporter, cell))
        except Exception:  # some break the page
            found = ["the page"]
        harmful |= {name.rpartition(",")[0] or name} if found else set()
    harmless = {name.rpartition(",")[0] or name for name in payloads()} - harmful
    assert harmless == {  # nbconvert is careful with these by itself
        "cell as it is", "drawing as an output", "formula", "language of a block",
        "language of a cell", "widget",
    }  # fmt: skip


def test_all_payloads_on_one_page_leave_each_other_clean(page):
    assert runs(page(*payloads().values())) == []


def test_stored_outputs_hold_nothing_that_runs():
    cells = [cell for cell in payloads().values() if cell.cell_type == "code"]
    cleaned = clean_outputs(scripts.notebook(*cells))
    nbformat.validate(cleaned)
    for cell in cleaned.cells:
        for output in cell.outputs:
            assert set(output.get("data", ())) <= KINDS
            assert runs(f"<body>{output.data.get('text/html', '')}</body>") == []
            assert output.get("metadata", {}) == {}


def output_of(data: dict, metadata: dict | None = None) -> NotebookNode:
    cell = new_code_cell("1")
    cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": metadata or {}}]
    return clean_outputs(scripts.notebook(cell)).cells[0].outputs[0]


@pytest.mark.parametrize(
    ("width", "kept"),
    [(640, {"width": 640}), ("640", {}), (True, {}), (-1, {}), (1.5, {}), (10**9, {})],
)
def test_only_whole_sizes_of_pictures_stay(width, kept):
    output = output_of({"image/png": PNG}, {"image/png": {"width": width, "alt": "x"}, "x": 1})
    assert output.metadata == ({"image/png": kept} if kept else {})
    assert output.data == {"image/png": PNG}


@pytest.mark.parametrize("data", ["<b>", "aGVsbG8=", "", 7, PNG[:-1] + "!"])
def test_what_is_no_picture_is_none(data):
    assert output_of({"image/png": data, "text/plain": "words"}).data == {"text/plain": "words"}


def test_a_drawing_is_shown_as_a_picture_with_its_words():
    output = output_of({"image/svg+xml": SVG, "text/html": "<svg/>", "text/plain": 'A "line"'})
    image = BeautifulSoup(output.data["text/html"], "html.parser").img
    assert image["src"].startswith("data:image/svg+xml;base64,")
    assert image["alt"] == 'A "line"'
    with_png = output_of({"image/svg+xml": SVG, "image/png": PNG, "text/plain": "x"})
    assert set(with_png.data) == {"image/png", "text/plain"}


def test_a_table_of_pandas_keeps_its_looks_without_its_styles():
    import pandas as pd

    html = pd.DataFrame({"a < b": [1, 2]})._repr_html_()
    cleaned = output_of({"text/html": html}).data["text/html"]
    assert '<table border="1" class="dataframe">' in cleaned
    assert "a &lt; b" in cleaned
    assert "style" not in cleaned
    assert ".dataframe" not in cleaned


@pytest.mark.parametrize(
    "kind",
    ["application/vnd.vegalite.v5+json", "application/vnd.jupyter.widget-view+json",
     "application/javascript", "application/pdf", "text/vnd.mermaid"],
)  # fmt: skip
def test_other_kinds_are_shown_as_their_words(kind):
    assert output_of({kind: {"a": 1}, "text/plain": "words"}).data == {"text/plain": "words"}
    assert output_of({kind: {"a": 1}}).data == {"text/plain": "(an output that is not shown here)"}


def test_what_is_printed_and_what_fails_stays():
    outputs = [
        new_output("stream", name="stdout", text="<b>\x1b[31mred"),
        new_output("error", ename="E", evalue="<i>", traceback=["\x1b[31m<u>", "b"]),
    ]
    cell = new_code_cell("1", outputs=[dict(outputs[0]), dict(outputs[1])])
    assert clean_outputs(scripts.notebook(cell)).cells[0].outputs == outputs


def test_words_in_a_cell_stay_as_they_were_written():
    cells = [new_markdown_cell(WRITTEN), new_markdown_cell("![x](attachment:a.png)")]
    cells[1]["attachments"] = {"a.png": {"image/png": PNG, "text/html": "<b>"},
                               "b": {"image/svg+xml": SVG}}  # fmt: skip
    cleaned = CleanOutputs()(scripts.notebook(*cells), {})[0]
    assert [cell.source for cell in cleaned.cells] == [WRITTEN, "![x](attachment:a.png)"]
    assert cleaned.cells[1].attachments == {"a.png": {"image/png": PNG}}


def test_what_nbgrader_needs_of_a_cell_stays():
    role = {"grade_id": "test-a", "grade": True, "locked": True, "solution": False, "task": False,
            "points": 2, "schema_version": 3, "checksum": "0a1b", "cell_type": "code"}  # fmt: skip
    cell = new_code_cell("1", metadata={"nbgrader": role, "tags": ["x"], "editable": False})
    assert clean_outputs(scripts.notebook(cell)).cells[0].metadata == {
        "nbgrader": role, "editable": False,
    }  # fmt: skip


def test_a_notebook_of_colab_with_part_of_its_widgets_is_shown(page):
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "a"}}
    output = new_output("display_data", data=view | {"text/plain": "a slider"})
    cell = new_code_cell("1", outputs=[output])
    notebook = scripts.notebook(cell)
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"a": {}}}
    for exporter in (feedback_page(), formgrader_page()):
        assert "a slider" in exporter.from_notebook_node(notebook, dict(RESOURCES))[0]


def test_an_answer_is_read_as_it_was_written(page):
    text = BeautifulSoup(page(new_markdown_cell(WRITTEN)), "html.parser").get_text()
    assert 'I say "a < b" & x[a < b] == "c"; profit<costs and growth>0, a<b and b>c.' in text
    assert "<script>alert(1)</script> & it's all of it." in text


def test_pictures_and_formulas_of_an_answer_are_shown(page):
    cell = new_markdown_cell("$a < b$ ![mine](attachment:a.png) ![gone](attachment:b.png)")
    cell["attachments"] = {"a.png": {"image/png": PNG}}
    soup = BeautifulSoup(page(cell), "html.parser")
    assert f"data:image/png;base64,{PNG}" in [image.get("src") for image in soup.find_all("img")]
    assert "$a < b$" in soup.get_text()


def test_an_answer_cannot_pass_for_a_part_of_the_page(page):
    cell = new_markdown_cell('# defend\n\n<p id="defend" class="score navbar-fixed-top">x</p>')
    soup = BeautifulSoup(page(cell), "html.parser")
    assert soup.find(id="defend") is None
    assert soup.find(class_="navbar-fixed-top", string="x") is None


@pytest.mark.parametrize(
    "source",
    ["<div>" * 20_000, ">" * 30_000, "[" * 30_000, "$$" * 15_000, "<a " * 13_000, "`" * 30_000,
     "*a **b " * 5_000, "<b><p>" * 6_000, "- " * 15_000, "x" * 10 * LONGEST_SOURCE],
)  # fmt: skip
def test_no_answer_takes_long_to_show(source):
    start = time.process_time()
    assert runs(f"<body>{render(source)}</body>") == []
    assert time.process_time() - start < 10


@pytest.mark.parametrize("html", ["<div>" * 50_000, "<p " + "a=1 " * 60_000, "x" * 2 * LONGEST])
def test_no_output_takes_long_to_clean(html):
    start = time.process_time()
    assert runs(f"<body>{clean_html(html)}</body>") == []
    assert time.process_time() - start < 10


def test_feedback_says_whose_it_is_and_forbids_all_the_rest():
    resources = json.loads(json.dumps(RESOURCES))
    resources["nbgrader"] |= {"notebook": "</title><script>", "student": '"><b>'}
    text = feedback_page().from_notebook_node(scripts.notebook(), resources)[0]
    soup = BeautifulSoup(text, "html.parser")
    assert soup.title.string == '</title><script>: feedback for "><b>'
    assert soup.find_all("script") == []
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    assert "@font-face" not in text


def test_the_formgraders_page_forbids_scripts_after_its_own():
    text = shown(formgrader_page(), new_markdown_cell("x"))
    policy = text.index("script-src 'none'")
    assert "mathjax/" not in text
    assert text.index("formgrade.js") < policy < text.index("<body>")


@pytest.fixture(scope="module")
def marked_by_nbgrader(made, new_course) -> Course:
    """A course in which nbgrader's own commands have marked one submission."""
    course = new_course()
    hand_in(course, NAME, "ann", written(made))
    course.generate(NAME)
    for command in ("autograde", "generate_feedback"):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", command, NAME, "--student=ann"],
            cwd=course.root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    return course


def written(made) -> NotebookNode:
    """The solution with an answer in words that reads badly as HTML, and with a bad picture."""
    notebook = changed(made.notebook(SOLUTION, NAME), {"contradiction": WRITTEN})
    notebook.cells.append(new_code_cell(PICTURE))
    return notebook


PICTURE = f"""
import base64
from IPython.display import display
size = {{"image/png": {{"width": "1 onerror=alert(1)", "height": 20}}}}
display({{"image/png": {PNG!r}}}, metadata=size, raw=True)
display({{"text/html": "<script>alert(1)</script><b>bold</b>"}}, raw=True)
"""


def test_nbgraders_own_commands_keep_the_words_and_clean_the_rest(marked_by_nbgrader):
    root = marked_by_nbgrader.root
    notebook = nbformat.read(root / f"autograded/ann/{NAME}/{NAME}.ipynb", as_version=4)
    sources = [cell.source for cell in notebook.cells]
    assert WRITTEN in sources
    first, second = notebook.cells[-1].outputs
    assert first.metadata == {"image/png": {"height": 20}}
    assert second.data["text/html"] == "<b>bold</b>"
    text = (root / f"feedback/ann/{NAME}/{NAME}.html").read_text(encoding="utf-8")
    assert runs(text, own="i.none") == []
    words = BeautifulSoup(text, "html.parser").get_text()
    assert "profit<costs and growth>0" in words
    assert "&lt;" not in words


def test_feedback_is_written_again_with_what_a_person_has_said_since(marked_by_nbgrader):
    course = marked_by_nbgrader
    with course.gradebook() as gradebook:
        comment = gradebook.find_comment("contradiction", NAME, NAME, "ann")
        comment.manual_comment = "**Good**, but a < b. <script>alert(1)</script>"
        gradebook.db.commit()
    write_feedback(course, NAME, "ann")
    text = (course.root / f"feedback/ann/{NAME}/{NAME}.html").read_text(encoding="utf-8")
    assert "<strong>Good</strong>, but a &lt; b." in text
    assert runs(text, own="i.none") == []


def test_no_page_is_left_that_could_not_be_cleaned(marked_by_nbgrader, monkeypatch):
    def fail(html: str) -> str:
        raise ValueError("no")

    course, file = marked_by_nbgrader, Path("feedback/ann") / NAME / f"{NAME}.html"
    write_feedback(course, NAME, "ann")
    assert (course.root / file).exists()
    monkeypatch.setattr(feedback.page, "clean_page", fail)
    with pytest.raises(CourseError) as refused:
        write_feedback(course, NAME, "ann")
    assert str(refused.value) == "no feedback for ann: its page could not be cleaned of scripts"
    assert not (course.root / file).exists()
