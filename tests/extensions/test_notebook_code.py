"""What notebooks write that is not Python is read and run as Python, each line where it was."""

import ast

import pytest
from page_kernel import names, notebook_code

MAGIC = "get_ipython().run_line_magic({!r}, {!r})".format


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("%matplotlib inline\nx = 1", MAGIC("matplotlib", "inline") + "\nx = 1"),
        ("for n in x:\n    %time f(n)", "for n in x:\n    " + MAGIC("time", "f(n)")),
        ("took = %timeit -o f()", "took = " + MAGIC("timeit", "-o f()")),
        ("a, b = !ls 'it is", "a, b = " + MAGIC("sx", "ls 'it is")),
        ("!pip install \\\n  one\ny", MAGIC("sx", "pip install   one") + "\n\ny"),
        ("?f\nf.g??;", MAGIC("pinfo", "f") + "\n" + MAGIC("pinfo", "f.g")),
        ("x = (7\n%3)", "x = (7\n%3)"),  # Python as it is
        ("'''\n%time\n!ls\n'''", "'''\n%time\n!ls\n'''"),
        ("'''\n!ls\n'''\n!ls", "'''\n!ls\n'''\n" + MAGIC("sx", "ls")),
        ("%time f(\nprint(1", MAGIC("time", "f(") + "\nprint(1"),  # with the reader's mistake
        ("a = 'b", "a = 'b"),
        ("", ""),
    ],
)
def test_lines_of_magics_are_calls_and_all_other_lines_stay(cell: str, python: str) -> None:
    assert notebook_code.to_run(cell) == notebook_code.Cell(python)


def test_magics_of_a_cell_go_around_it_or_take_its_text() -> None:
    found = notebook_code.to_run("# words\n%%capture out --no-stderr\n%%time\nx")
    assert found.text == "# words\n\n\nx"
    assert found.around == (("capture", "out --no-stderr"), ("time", ""))
    [call] = ast.parse(notebook_code.to_run("%%html\n<b>'''\n").text).body
    assert [ast.literal_eval(each) for each in call.value.args] == ["html", "", "<b>'''\n"]


@pytest.mark.parametrize(
    ("cell", "makes", "uses"),
    [
        ("%time y = f(x)", {"y"}, {"f", "x"}),
        ("%timeit -n 5 f(x)", set(), {"f", "x"}),
        ("%%capture\ny = x", {"y"}, {"x"}),
        ("%%timeit z = 1\ny = x", {"y"}, {"x"}),
        ("x?", set(), {"x"}),
        ("%pip install y\nx = 3", {"x"}, set()),
        ("%%html\n<b>x", set(), set()),
    ],
)
def test_the_names_in_magics_are_those_of_the_cell(cell: str, makes: set, uses: set) -> None:
    found = names.names_of(cell)
    assert (found.makes, found.uses, found.whole) == (makes, uses, False)


def test_the_packages_of_a_cell_with_magics_are_known() -> None:
    assert list(names.packages("%matplotlib inline\nimport pandas")) == ["pandas"]
