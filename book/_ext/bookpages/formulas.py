"""Writes formulas as MathML when the book is built, so that no page needs a script for them.

Every current browser draws MathML, and screen readers read it. A formula that
cannot be converted is a warning with its place, which stops a strict build.
"""

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

# The converter numbers the lines of `align` by itself and does not know its relatives.
ALIGNMENTS = re.compile(r"\\(begin|end)\{(?:aligned|split|align)\}")
# How many parts an element must have; the converter leaves out what the source leaves out.
PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3,
         "mover": 2, "munder": 2, "munderover": 3}  # fmt: skip


def flaw(element: str) -> str | None:
    """Return why a browser would draw a converted formula wrongly, or None."""
    try:
        parts = list(ElementTree.fromstring(element).iter())
    except ElementTree.ParseError:
        return "a mark out of place, such as & outside an alignment"
    for part in parts:
        name = part.tag.split("}")[-1]
        if (part.text or "").startswith("\\"):
            return f"the unknown command {part.text}"
        if len(part) != PARTS.get(name, len(part)):
            return f"a part missing in {name}"
    return None


def mathml(latex: str, display: str) -> str:
    """Return `latex` as a MathML element that keeps the source as its text alternative.

    Args:
        latex: A formula without its dollar signs.
        display: "inline" or "block".

    Raises:
        ValueError: The formula cannot be converted, or uses a command that is not known.

    Example:
        >>> mathml("x", "inline")[:42]
        '<math alttext="x" xmlns="http://www.w3.org'
    """
    source = latex.strip()
    try:
        element = convert(ALIGNMENTS.sub(r"\\\1{align*}", source), display=display)
    except Exception as error:  # the converter has no common base for its errors
        raise ValueError(f"formula cannot be drawn ({error!r}): {source}") from error
    reason = flaw(element)
    if reason:
        raise ValueError(f"formula cannot be drawn ({reason}): {source}")
    return element.replace("<math ", f"<math alttext={quoteattr(source)} ", 1)


def converted(node: nodes.Element, display: str) -> str:
    """Return the formula of `node`, or its source after a warning with its place."""
    try:
        return mathml(node.astext(), display)
    except ValueError as error:
        logger.warning("%s", error, location=node, type="formulas")
        return f"<code>{escape(node.astext())}</code>"


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(f'<span class="formula-inline">{converted(node, "inline")}</span>')
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="formula", tabindex="0", role="group"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(converted(node, "block") + "</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
