"""Writes feedback: nbgrader's page of a marked notebook, cleaned as a whole before it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any, ClassVar

from assignments.engine.course import Course
from assignments.engine.errors import CourseError
from assignments.engine.feedback import filters
from assignments.engine.feedback.sanitiser import clean_html, clean_page
from jinja2 import Environment
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import DataTypeFilter
from nbformat import NotebookNode
from nbgrader.converters import GenerateFeedback

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
FILTERS = {
    "clean_html": clean_html,
    "highlight_code": filters.highlight_code,
    "markdown2html": filters.markdown2html,
}
_STYLES = re.compile(r"<style\b.*?</style>", re.DOTALL)
_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
_NO_WORDS = re.compile(r'<img (?=src="[^"]*"(?: (?:width|height)="\d+")*>)')
# nbgrader's page is made for a wide window, and leaves tables without space.
_OWN_STYLE = """<style>
.output_subarea, .input_area, .text_cell_render { overflow-x: auto; }
.rendered_html th, .rendered_html td { padding: 0.2em 0.7em; border-bottom: 1px solid #ddd; }
.rendered_html td, .rendered_html th { text-align: left; vertical-align: top; }
.rendered_html img, .output_subarea img { max-width: 100%; height: auto; }
@media (max-width: 700px) {
  div.nbgrader_cell .panel-heading { height: auto; overflow: hidden; }
  div.container, div#notebook-container { padding-left: 0.5em; padding-right: 0.5em; }
}
</style>"""
_FAILED = "its page could not be cleaned of scripts"


class FeedbackPage(HTMLExporter):
    """nbconvert's HTML, cleaned as a whole, in a head of its own without a script.

    nbgrader writes only what this returns, so that no page lies about that was not cleaned.
    """

    _environments: ClassVar[dict[tuple[str, ...], Environment]] = {}

    def default_filters(self) -> Iterable[tuple[str, Any]]:
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield from FILTERS.items()
        yield "filter_data_type", DataTypeFilter

    def _create_environment(self) -> Environment:
        """nbconvert's, made once: templates take longer to compile than a page to be written."""
        paths = tuple(self.template_paths)
        if paths not in self._environments:
            made = super()._create_environment()  # type: ignore[no-untyped-call]
            self._environments[paths] = made
        return self._environments[paths]

    def from_notebook_node(  # type: ignore[override]  # as in nbconvert
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        # Past `HTMLExporter`'s own, which parses each page again and takes most of the time.
        page, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **kw)
        try:
            return clean(page, _title(resources)), resources
        except Exception as error:
            raise RuntimeError(f"{_FAILED} ({type(error).__name__})") from error


def clean(page: str, title: str) -> str:
    """A whole page without scripts, which asks no host: its styles, and its body cleaned.

    Args:
        page: As nbgrader's template gives it. Nothing in its head is a student's.
        title: Of the page, as text.
    """
    head, _, body = page.partition("<body>")
    styles = _styles(head)
    body = _NO_WORDS.sub('<img alt="A picture that the code drew" ', clean_page(body))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{styles}\n{_OWN_STYLE}\n</head>\n"
        f"<body>{body}</body>\n</html>\n"
    )


@lru_cache(maxsize=8)
def _styles(head: str) -> str:
    """The styles of a head, without the fonts that lie in no student's folder."""
    return _FONT.sub("", "\n".join(_STYLES.findall(head)))


def _title(resources: Any) -> str:
    about = resources.get("nbgrader") or {}
    return f"{about.get('notebook', 'Feedback')}: feedback for {about.get('student', 'a student')}"


def write_feedback(course: Course, name: str, student: str) -> None:
    """Write a student's feedback, with the marks and comments that the gradebook holds by now.

    Args:
        course: The course folder.
        name: The assignment.
        student: Whose feedback.

    Raises:
        CourseError: nbgrader refused, or the page could not be cleaned; then there is none.
    """
    config = course.config()
    config.GenerateFeedback.exporter_class = FeedbackPage  # whatever the folder's settings say
    try:
        course.run(GenerateFeedback, name, student, config)
    except CourseError as error:
        if _FAILED in str(error):
            raise CourseError(f"no feedback for {student}: {_FAILED}") from error
        raise
