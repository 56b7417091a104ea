"""What newcomers are told to run and to open is there."""

import re

import pytest
import release
from contents import ROOT

TEXTS = {
    name: (ROOT / name).read_text("utf-8")
    for name in ("CONTRIBUTING.md", "README.md", "ARCHITECTURE.md")
}
CONTRIBUTING = TEXTS["CONTRIBUTING.md"]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
# In code: between back-ticks, or a line of a block.
CODE = re.compile(r"`([^`\n]+)`|^(make .*|\.venv/.*)$", re.M)
FILES = {path.name for path in ROOT.iterdir() if path.is_file()}
MADE = ("_build", "dist", ".venv")  # by a command, so they may not be there yet


def code(text: str) -> list[str]:
    return [inline or line for inline, line in CODE.findall(text)]


def commands(text: str) -> set[str]:
    """The targets of every `make` in the text, with or without settings after it."""
    return {words.split()[1] for words in code(text) if re.match(r"make [a-z]", words)}


def paths(text: str) -> set[str]:
    """Every file or folder of the repository that is named in code, alone or in a command."""
    words = {word for words in code(text) for word in words.split()}
    named = {word for word in words if "/" in word or word in FILES}
    return {word for word in named if re.fullmatch(r"[\w./-]+", word) and not word.startswith("/")}


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md"])
def test_every_make_command_is_in_the_makefile(name: str):
    found = commands(TEXTS[name])
    assert {"book", "test"} <= found
    assert found - TARGETS == set()


@pytest.mark.parametrize("name", TEXTS)
def test_every_path_that_is_named_is_there(name: str):
    found = {path for path in paths(TEXTS[name]) if not path.startswith(MADE)}
    assert len(found) > 3
    assert [path for path in sorted(found) if not (ROOT / path).exists()] == []


def test_every_room_of_the_library_is_in_the_architecture():
    rooms = {path.name.removesuffix(".py") for path in (ROOT / "exercises/leverplug").iterdir()
             if path.suffix == ".py" or (path / "__init__.py").exists()}  # fmt: skip
    table = TEXTS["ARCHITECTURE.md"].split("## Rooms")[1].split("## Three flows")[0]
    named = set(re.findall(r"`([a-z_]+)`", table))
    assert rooms - named - {"__init__", "__main__"} == {"lazy"}  # a helper, and no room


def test_every_tier_of_tests_is_told_of():
    table = CONTRIBUTING.split("## Tests")[1].split("## Change lists")[0]
    rows = re.findall(r"^\| `make ([a-z-]+)` \|", table, re.M)
    assert rows == ["check", "test", "test-full"]


def test_the_change_lists_are_there_and_end_with_a_check():
    lists = CONTRIBUTING.split("## Change lists")[1].split("\n## ")[0].split("\n### ")[1:]
    titles = [part.splitlines()[0] for part in lists]
    assert titles == [
        "Add a kind of tie", "Add an exercise that is checked", "Add an assignment", "Add a lab",
        "Change the model", "Add a measure",
    ]  # fmt: skip
    assert [
        title for title, part in zip(titles, lists, strict=True) if "make check" not in part
    ] == []


def test_the_names_in_code_of_the_change_lists_are_still_in_those_files():
    """Tables that a list tells to add to, by the file in which they stand."""
    tables = {
        "exercises/leverplug/widgets/__init__.py": ["_HOMES"],
        "exercises/leverplug/charts/__init__.py": ["CHARTS"],
        "tests/support/chart_rows.py": ["given"],
        "tests/library/test_charts.py": ["MARKS"],
        "exercises/leverplug/outcomes.py": ["MEASURES", "QUARTER", "SHARE", "COUNT", "POINTS"],
    }
    for path, names in tables.items():
        assert path in CONTRIBUTING
        text = (ROOT / path).read_text("utf-8")
        for name in names:
            assert f"`{name}`" in CONTRIBUTING
            assert re.search(rf"^(def )?{name}\b.*( = |:$)", text, re.M), (path, name)


def test_a_kind_of_tie_is_added_by_hand_to_two_tables_and_nowhere_else():
    part = CONTRIBUTING.split("### Add a kind of tie")[1].split("\n### ")[0]
    steps = [re.match(r"\d\. `([^`]+)`", line) for line in part.splitlines() if line[:1].isdigit()]
    assert [step and step[1] for step in steps] == [
        "datasets/tie_kinds.csv", "datasets/model_parameters.csv", "make model-changed",
    ]  # fmt: skip
    with (ROOT / "datasets/tie_kinds.csv").open(encoding="utf-8") as table:
        columns = table.readline().strip().split(",")
    assert {"short", "icon", "wire"} <= {*columns} & {*code(part)}


def test_a_release_changes_the_files_that_the_release_looks_at():
    told = CONTRIBUTING.split("## Make a release")[1]
    assert [name for name in ("pyproject.toml", *release.VERSIONS) if f"`{name}`" not in told] == []


def test_commands_and_paths_are_found_where_they_are_named():
    text = "Run `make book PORT=8001`.\n\n```bash\nmake test\n```\n\nSee `tests/content/`, `a.b`."
    assert commands(text) == {"book", "test"}
    assert paths(text) == {"tests/content/"}
