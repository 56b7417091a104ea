"""Cites as this field does: (Coviello, 2006) in the text, surnames first in the bibliography."""

from dataclasses import dataclass, field
from typing import Any

from pybtex.plugin import register_plugin as register_pybtex_plugin
from pybtex.style.formatting.unsrt import Style
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle


def round_brackets() -> BracketStyle:
    return BracketStyle(left="(", right=")")


@dataclass
class RoundReferenceStyle(AuthorYearReferenceStyle):
    """Author and year in round brackets, for `bibtex_reference_style: author_year_round`."""

    bracket_textual: BracketStyle = field(default_factory=round_brackets)
    bracket_parenthetical: BracketStyle = field(default_factory=round_brackets)
    bracket_author: BracketStyle = field(default_factory=round_brackets)
    bracket_label: BracketStyle = field(default_factory=round_brackets)
    bracket_year: BracketStyle = field(default_factory=round_brackets)


class SurnameFirstStyle(Style):
    """Entries by surname and year, for `bibtex_default_style: surname_first`."""

    default_name_style = "lastfirst"
    default_sorting_style = "author_year_title"


def as_list_items(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Give the entries of the bibliography the role their list asks for.

    Docutils writes `doc-biblioentry`, which is no child that a list may have.
    """
    if "body" in context:
        context["body"] = context["body"].replace('role="doc-biblioentry"', 'role="listitem"')


def setup(app: Sphinx) -> dict[str, bool]:
    register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "author_year_round", RoundReferenceStyle
    )
    register_pybtex_plugin("pybtex.style.formatting", "surname_first", SurnameFirstStyle)
    app.connect("html-page-context", as_list_items)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
