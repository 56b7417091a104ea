"""What the Lab's kernels do first: wishes are carried out after an import, charts stay at home."""

import importlib
import json
import sys
import zipfile

import pytest
from livepages import wheels
from page_kernel import livepages_lab, livepages_later, livepages_on_import


@pytest.fixture
def module_at_hand(tmp_path, monkeypatch):
    """A module nobody has imported, which reads a file beside it."""
    (tmp_path / "just_there.py").write_text(
        "import pkgutil\nTEXT = pkgutil.get_data(__name__, 'beside.txt').decode()\n"
    )
    (tmp_path / "beside.txt").write_text("found")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    yield "just_there"
    sys.modules.pop("just_there", None)


def test_a_wish_is_carried_out_once_and_after_the_import(module_at_hand):
    seen = []
    then = {module_at_hand: lambda: seen.append(sys.modules[module_at_hand].TEXT)}
    sys.meta_path.insert(0, livepages_on_import.OnImport(then))
    importlib.import_module(module_at_hand)
    importlib.import_module(module_at_hand)
    assert seen == ["found"]


def test_a_module_that_comes_later_is_not_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    seen = []
    sys.meta_path.insert(0, livepages_on_import.OnImport({"comes_later": lambda: seen.append(1)}))
    with pytest.raises(ModuleNotFoundError, match="comes_later"):
        importlib.import_module("comes_later")
    (tmp_path / "comes_later.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("comes_later")
    assert seen == [1]
    sys.modules.pop("comes_later")


PACKAGES = {
    "asked-for": {"imports": ["asked_for"], "depends": ["needed"]},
    "needed": {"imports": ["needed"], "depends": ["asked-for"]},  # a circle ends
    "whole-later": {"imports": ["whole.part"], "depends": []},
    "another": {"imports": ["another"], "depends": []},
}


@pytest.fixture
def fetched(tmp_path, monkeypatch):
    """The packages that were fetched, in order; each puts its modules where Python looks."""
    order = []

    def install(name):
        order.append(name)
        for module in PACKAGES[name]["imports"]:
            *folders, last = module.split(".")
            folder = tmp_path.joinpath(*folders)
            folder.mkdir(exist_ok=True)
            (folder / f"{last}.py").write_text("")

    (tmp_path / "whole").mkdir()
    (tmp_path / "whole" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    names = ["asked-for", "whole-later"]
    finder = livepages_later.LaterFinder(names, PACKAGES, order.__contains__, install)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, finder])
    yield order
    for name in ("asked_for", "needed", "whole", "whole.part"):
        sys.modules.pop(name, None)


def test_a_package_is_fetched_with_its_needs_when_it_is_first_imported(fetched):
    for _ in range(2):
        importlib.import_module("asked_for")
        importlib.import_module("needed")
    assert fetched == ["asked-for", "needed"]


def test_a_part_set_apart_is_fetched_when_something_in_it_is_imported(fetched):
    importlib.import_module("whole")
    assert fetched == []
    importlib.import_module("whole.part")
    assert fetched == ["whole-later"]
    with pytest.raises(ModuleNotFoundError, match=r"whole\.missing"):
        importlib.import_module("whole.missing")


def test_what_only_others_need_is_not_fetched_for_whoever_merely_tries_it(fetched):
    with pytest.raises(ModuleNotFoundError, match="another"):
        importlib.import_module("another")
    assert fetched == []


def test_charts_are_given_to_the_lab_and_ask_no_other_host():
    import altair

    spec = altair.Chart(altair.InlineData([{"a": 1}])).mark_point().to_dict()
    shown = livepages_lab._for_the_lab(spec)
    assert set(shown) == {livepages_lab.SHOWN_AS, "text/plain"}
    assert shown[livepages_lab.SHOWN_AS]["mark"] == {"type": "point"}


def test_the_wheel_says_what_it_holds(tmp_path):
    specs = {"bars": {"mark": "bar"}}
    wheel = wheels.start_wheel({"some.module": "other:call"}, ["pandas"], specs, tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        asked = {"on_import": {"some.module": "other:call"}, "later": ["pandas"]}
        assert json.loads(archive.read("livepages_lab.json")) == asked
        assert json.loads(archive.read("livepages_specs.json")) == specs
        recorded = archive.read("livepages_lab-1.dist-info/RECORD").decode()
    assert {line.split(",")[0] for line in recorded.splitlines()} == names
    assert "livepages_lab-1.data/data/etc/ipython/ipython_config.py" in names
    found = json.loads(wheels.lock([wheel], {}))["packages"]["livepages-lab"]
    assert found["imports"] == ["livepages_lab", "livepages_later", "livepages_on_import"]


def test_none_goes_to_the_page_as_null_at_any_depth():
    null = object()
    given = {"axis": None, "layers": [{"title": None}, None, "text", 0], "pair": (1, None)}
    assert livepages_lab.with_nulls(given, null) == {
        "axis": null,
        "layers": [{"title": null}, null, "text", 0],
        "pair": [1, null],
    }


def test_a_number_too_large_for_the_page_goes_there_as_any_json_would():
    sent = livepages_lab.with_nulls({"seed": 2**53 - 1, "year": 2026, "alive": True}, None)
    assert sent == {"seed": 9007199254740991.0, "year": 2026, "alive": True}
    assert isinstance(sent["seed"], float)
    assert isinstance(sent["year"], int)
