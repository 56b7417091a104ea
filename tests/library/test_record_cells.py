"""No cell of a table is run by a spreadsheet, and each comes back as it was."""

from __future__ import annotations

import pytest
from leverplug.record.cells import harmless, without_marks

STARTS = ["=", "+", "-", "@", "\t=", "\r=", " =", "|", "%", "\n=", "\0=", "'=", '"=', "\ufeff=",
          "\u3000=", "\u00a0-", "＝", "＋", "－", "＠", " \u3000＝"]  # fmt: skip


@pytest.mark.parametrize("start", STARTS)
def test_what_a_spreadsheet_would_run_is_text(start):
    cell = f"{start}cmd|' /C calc'!A0"
    assert str(harmless(cell)).startswith("'")
    assert without_marks(str(harmless(cell))) == cell


@pytest.mark.parametrize("between", [";", "; ", "\t", ";\u3000", ";;"])
def test_a_cell_that_a_spreadsheet_parts_is_text_in_each_part(between):
    cell = f"Ana{between}=1+1"
    parts = str(harmless(cell)).replace("\t", ";").split(";")
    assert parts[-1].startswith("'")
    assert without_marks(str(harmless(cell))) == cell


@pytest.mark.parametrize("cell", ["Ana", "O'Hara; Ben", "a-b = c", "", "'quoted'", -3.5, 0, None])
def test_other_cells_stay_as_they_are(cell):
    assert harmless(cell) == cell
