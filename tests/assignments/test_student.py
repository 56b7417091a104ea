"""Students' notebooks without nbgrader: what nbgrader would release, to the byte."""

import subprocess
import sys
import tomllib

import pytest
from assignments.engine.__main__ import main
from assignments.engine.build import STUDENT
from assignments.engine.cells import blank, visible
from assignments.engine.errors import SourceError
from assignments.engine.files import SOURCES
from assignments.engine.source import names
from assignments.engine.student import write_all
from contents import ROOT

ALL = [f"{name}.ipynb" for name in names()]
# Runs the command where none of the packages named can be imported.
WITHOUT = """
import runpy, sys
absent, sys.argv[1:] = sys.argv[1].split(","), sys.argv[2:]
sys.modules.update(dict.fromkeys(absent))
runpy.run_module("assignments.engine", run_name="__main__")
"""


def test_they_are_byte_for_byte_what_nbgrader_generates(made, tmp_path):
    assert write_all(tmp_path) == names()
    theirs = {name: (made.folder / STUDENT / name).read_bytes() for name in ALL}
    assert [name for name in ALL if (tmp_path / name).read_bytes() != theirs[name]] == []


def test_the_command_works_where_nothing_that_marks_is_installed(made, tmp_path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    absent = [line.partition(">")[0] for line in project["optional-dependencies"]["grading"]]
    assert "nbgrader" in absent
    command = [sys.executable, "-c", WITHOUT, ",".join(absent), "student", "--to", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ALL
    assert (tmp_path / ALL[0]).read_bytes() == (made.folder / STUDENT / ALL[0]).read_bytes()


def test_a_second_run_touches_only_what_is_not_as_it_should_be(tmp_path, capsys):
    write_all(tmp_path)
    (tmp_path / "99_gone.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / ALL[2]).write_text("half of i", encoding="utf-8")
    whole = [tmp_path / name for name in ALL if name != ALL[2]]
    times = [path.stat().st_mtime_ns for path in whole]
    assert main(["student", "--to", str(tmp_path)]) == 0
    assert f"changed: {names()[2]}, 99_gone\n" in capsys.readouterr().out
    assert [path.stat().st_mtime_ns for path in whole] == times
    assert sorted(path.name for path in tmp_path.iterdir()) == ALL
    assert main(["student", "--to", str(tmp_path)]) == 0
    assert "changed: none\n" in capsys.readouterr().out


def test_a_malformed_source_leaves_everything_as_it_was(tmp_path):
    for name in names()[:2]:
        text = (SOURCES / f"{name}.md").read_text(encoding="utf-8")
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    spoilt = text.replace("points: 1}", "points: one}")
    assert spoilt != text
    (tmp_path / f"{name}.md").write_text(spoilt, encoding="utf-8")
    with pytest.raises(SourceError):
        write_all(tmp_path / "student", tmp_path)
    assert not (tmp_path / "student").exists()


def test_a_region_is_known_by_nbgraders_words_in_whatever_comment():
    assert visible("a\n# BEGIN HIDDEN TESTS\nb\n# END HIDDEN TESTS\nc") == "a\nc"
    assert blank("if a:\n    #BEGIN SOLUTION\n    b\n    #END SOLUTION") == (
        "if a:\n    # YOUR CODE HERE"
    )
