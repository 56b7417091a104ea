"""Formulas are drawn when the book is built, and one that cannot be drawn stops the build."""

from xml.etree import ElementTree

import pytest
from bookpages.formulas import mathml

MATHML = "{http://www.w3.org/1998/Math/MathML}"


def tags(latex: str, display: str = "block") -> list[str]:
    """Return the elements of a formula in order, without their name space."""
    return [
        e.tag.removeprefix(MATHML) for e in ElementTree.fromstring(mathml(latex, display)).iter()
    ]


@pytest.mark.parametrize(
    ("latex", "element"),
    [
        ("x^2", "msup"),
        (r"\frac{e}{e + k}", "mfrac"),
        (r"\sum_{i=1}^{n} w_i", "munderover"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "mtable"),
        (r"\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}", "mtable"),
        (r"\hat\beta", "mover"),
        (r"\sqrt{1 - s}", "msqrt"),
    ],
)
def test_formulas_become_elements_that_browsers_draw(latex: str, element: str):
    assert element in tags(latex)


def test_aligned_lines_are_rows_without_numbers_of_their_own():
    found = mathml(r"\begin{split} a &= b \\ c &= d \end{split}", "block")
    assert found.count("<mtr>") == 2
    assert "(1)" not in found


def test_the_source_is_kept_as_text_alternative_and_escaped():
    element = ElementTree.fromstring(mathml(r'a < b "c"', "inline"))
    assert element.get("alttext") == 'a < b "c"'


@pytest.mark.parametrize("latex", [r"\nonsense x", r"\begin{array}", r"\frac{1}", "a & b"])
def test_a_formula_that_cannot_be_drawn_is_refused_with_its_source(latex: str):
    with pytest.raises(ValueError, match="formula") as refusal:
        mathml(latex, "block")
    assert latex in str(refusal.value)
