"""Whatever the student number, a case can be solved: the sample answer earns every mark."""

import contextlib
import io

import pytest
from assignments.engine.source import SOURCES, is_written, read, role

WITH_A_CASE = ("05_build_a_portfolio", "06_lever_or_plug", "07_when_to_let_go", "08_capstone")
STUDENTS = ("20261001", "ab-77/3", "K1")


@pytest.mark.parametrize("student", STUDENTS)
@pytest.mark.parametrize("name", WITH_A_CASE)
def test_the_sample_answer_passes_every_check_of_another_students_case(name, student):
    names: dict = {}
    passed = []
    for cell in read(SOURCES / f"{name}.md").notebook.cells:
        if cell.cell_type != "code":
            continue
        is_number = role(cell).get("grade_id") == "student"
        source = f"STUDENT = {student!r}" if is_number else cell.source
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, f"{name}: {role(cell).get('grade_id')}", "exec"), names)
        passed += [role(cell)["grade_id"]] if role(cell).get("grade") else []
    assert names["scenario"].student == student.lower()
    assert passed == [
        role(cell)["grade_id"]
        for cell in read(SOURCES / f"{name}.md").graded()
        if not is_written(cell)
    ]
