"""What the page's Python reads from a reader's code: names, packages, and what went wrong."""

import pytest
from page_kernel import hints, names

A, B, C = "x = 1", "y = 2", "import pandas as pd"


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ([A, B, "print(x)"], [0]),
        ([A, "y = x", "print(y)"], [0, 1]),
        ([A, B, "print('neither')"], []),
        (["rows = []", "rows.append(1)", "len(rows)"], [0, 1]),  # works with the name
        (["table = {}", "table['a'] = 1", "other = table", "table"], [0, 1, 2]),
        ([C, "a = pd.Series()", "b = pd.Index([])", "b"], [0, 2]),  # a module is not changed
        ([A, "x += 1", "x"], [0, 1]),
        (["def f():\n    return x", A, "f()"], [0]),
        ([A, "def f():\n    return x", "f()"], [0, 1]),
        (["from math import *", "pi"], [0]),
        (["print(", A, "x"], [0, 1]),  # what it makes cannot be told
        ([A, "del x", "x = 3", "x"], [0, 1, 2]),
        (["for i in range(3):\n    last = i", "last"], [0]),
        (["with open('f') as file:\n    pass", "file"], [0]),
        (["print = 3", "print"], []),  # a name that Python has is not waited for
        ([A, "x ="], []),  # with a mistake of its own it counts on nothing
    ],
)
def test_a_cell_counts_on_what_makes_or_works_with_its_names(cells, wanted) -> None:
    assert names.needed(cells) == wanted


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import numpy as np, pandas.api.types", ["numpy", "pandas"]),
        ("from altair import Chart\nfrom . import x", ["altair"]),
        ("def f():\n    import networkx", ["networkx"]),
        ("import (", []),
        ("x = 'import pandas'", []),
    ],
)
def test_the_packages_that_a_cell_imports_are_known_before_it_runs(code, found) -> None:
    assert list(names.packages(code)) == found


def raised(code: str) -> BaseException:
    try:
        exec(compile(code, "cell", "exec"), {})
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("code", "others", "hint"),
    [
        ("print((1)", {}, ("hint_bracket", {"line": "1"})),
        ("a = 1\nb = 'x", {}, ("hint_bracket", {"line": "2"})),
        ("if 1:\nprint(1)", {}, ("hint_indent", {"line": "2"})),
        ("!ls", {}, ("hint_magic", {})),
        ("gap", {"rows": "gap = 1"}, ("hint_other_cell", {"name": "gap", "cell": "rows"})),
        ("gap", {"rows": "hole = 1"}, None),
        ("pd.Series()", {}, ("hint_import", {"name": "pd", "package": "pandas"})),
        ("import nothing_of_that_name", {}, ("hint_package", {"name": "nothing_of_that_name"})),
        ("gap = ...\ngap + 1", {}, ("hint_dots", {})),
        ("gap = ...\ngap.sum()", {}, ("hint_dots", {})),
        ("None + 1", {}, None),
        ("{}['a']", {}, None),
        ("raise EOFError  # input()", {}, ("hint_input", {})),
        ("1 / 0", {}, None),
    ],
)
def test_a_typical_mistake_has_its_hint_and_no_other_has(code, others, hint) -> None:
    assert hints.hint_for(raised(code), code, others) == hint


def test_of_a_missing_column_the_hint_names_those_that_there_are() -> None:
    code = "import pandas as pd\npd.DataFrame({f'c{n}': [n] for n in range(20)})['d']"
    found = hints.hint_for(raised(code), code, {})
    shown = ", ".join(f"c{n}" for n in range(12))
    assert found == ("hint_columns", {"columns": f"{shown} …"})
