"""Writes formulas as MathML when the book is built, so that no page needs a script for them.

Every current browser draws MathML, and screen readers read it. A formula that
cannot be converted is a warning with its place, which stops a strict build.
"""

from xml.sax.saxutils import quoteattr

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


def mathml(latex: str, display: str) -> str:
    """Return `latex` as a MathML element that keeps the source as its text alternative.

    Args:
        latex: A formula without its dollar signs.
        display: "inline" or "block".

    Raises:
        ValueError: The formula cannot be converted.

    Example:
        >>> mathml("x", "inline")[:42]
        '<math alttext="x" xmlns="http://www.w3.org'
    """
    try:
        element = convert(latex.strip(), display=display)
    except Exception as error:  # the converter has no common base for its errors
        raise ValueError(f"formula cannot be drawn ({error!r}): {latex.strip()}") from error
    return element.replace("<math ", f"<math alttext={quoteattr(latex.strip())} ", 1)


def converted(node: nodes.Element, display: str) -> str:
    """Return the formula of `node`, or its source after a warning with its place."""
    try:
        return mathml(node.astext(), display)
    except ValueError as error:
        logger.warning("%s", error, location=node, type="formulas")
        return f"<code>{nodes.fully_normalize_name(node.astext())}</code>"


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(f'<span class="math">{converted(node, "inline")}</span>')
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math formula", tabindex="0", role="group"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(converted(node, "block") + "</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
