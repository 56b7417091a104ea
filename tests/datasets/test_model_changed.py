"""After a change of the model one command does all that follows, and says where it stopped."""

import importlib.util
import subprocess
import sys

import pytest
from contents import ROOT

SCRIPT = ROOT / "datasets" / "model_changed.py"


@pytest.fixture
def script(monkeypatch):
    """The script as a module; its place on the list of modules is what data classes need."""
    spec = importlib.util.spec_from_file_location("model_changed", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "model_changed", module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def three(script, monkeypatch, tmp_path):
    """Three steps in place of the real ones: each leaves its name, and the second can fail."""
    note = "import sys, pathlib; pathlib.Path(sys.argv[1], sys.argv[2]).touch()"
    fails = f"{note}; sys.exit(pathlib.Path(sys.argv[1], 'broken').exists())"
    programs = {"one": note, "two": fails, "three": note}
    steps = [
        script.Step(name, "does it", ("-c", program, str(tmp_path), name), (), "mend it")
        for name, program in programs.items()
    ]
    monkeypatch.setattr(script, "STEPS", steps)
    monkeypatch.setattr(script, "changed_files", lambda: ["datasets/model_facts.csv"])
    return tmp_path


def test_the_steps_come_in_the_order_in_which_one_needs_the_other(script):
    assert [step.name for step in script.STEPS] == [
        "calibrate", "facts", "fact-table", "sensitivity", "golden", "dictionary",
    ]  # fmt: skip


def test_every_file_that_a_step_runs_or_writes_is_there(script):
    files = [name for step in script.STEPS for name in (*step.command, *step.writes) if "/" in name]
    assert len(files) == 11
    assert [name for name in files if not (ROOT / name).is_file()] == []


def test_the_first_failure_ends_it_with_the_remedy_and_the_way_on(script, three, capfd):
    (three / "broken").touch()
    assert script.main([]) == 1
    said = capfd.readouterr().out
    assert "The step two failed: mend it." in said
    assert 'make model-changed ARGS="--from two"' in said
    assert (three / "one").exists()
    assert not (three / "three").exists()


def test_it_goes_on_from_the_step_that_is_named_and_says_what_is_left(script, three, capfd):
    assert script.main(["--from", "two"]) == 0
    said = capfd.readouterr().out
    assert not (three / "one").exists()
    assert (three / "three").exists()
    assert "2 of 3, two: does it" in said
    assert "- datasets/model_facts.csv" in said
    for left in ("MODEL in", "model.md", "tests/content", "CHANGELOG.md"):
        assert left in said


def test_where_nothing_changed_nothing_is_left(script, three, monkeypatch, capfd):
    monkeypatch.setattr(script, "changed_files", list)
    assert script.main([]) == 0
    assert capfd.readouterr().out.endswith("every file is that of the last commit.\n")


def test_changed_are_the_files_of_steps_that_differ_from_the_last_commit(
    script, monkeypatch, tmp_path
):
    def git(*asked: str) -> None:
        me = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *me, *asked], cwd=tmp_path, check=True, capture_output=True)

    names = ["datasets/model_facts.csv", "datasets/README.md", "datasets/make_facts.py"]
    (tmp_path / "datasets").mkdir()
    for name in names:
        (tmp_path / name).write_text("old", encoding="utf-8")
    git("init")
    git("add", ".")
    git("commit", "-m", "all")
    monkeypatch.setattr(script, "ROOT", tmp_path)
    assert script.changed_files() == []
    for name in (names[0], names[2]):  # the second is no step's to write
        (tmp_path / name).write_text("new", encoding="utf-8")
    assert script.changed_files() == [names[0]]


def test_a_step_that_is_not_there_is_refused(script, capsys):
    with pytest.raises(SystemExit):
        script.main(["--from", "luck"])
    assert "sensitivity" in capsys.readouterr().err


def test_the_real_steps_run_from_the_root():
    """The last two, which take seconds and leave alone what is up to date."""
    asked = [sys.executable, SCRIPT, "--from", "golden"]
    run = subprocess.run(asked, cwd="/", capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "5 of 6, golden" in run.stdout
    assert "golden.json is as it was" in run.stdout
    assert "6 of 6, dictionary" in run.stdout
    assert "calibrate" not in run.stdout
