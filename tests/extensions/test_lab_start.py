"""What the Lab's kernels do first: wishes are carried out after an import, charts stay at home."""

import importlib
import json
import sys
import zipfile

import livepages_lab
import pytest
from livepages import wheels
from page_kernel import livepages_on_import


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


def test_charts_are_given_to_the_lab_and_ask_no_other_host():
    import altair

    spec = altair.Chart(altair.InlineData([{"a": 1}])).mark_point().to_dict()
    shown = livepages_lab._for_the_lab(spec)
    assert set(shown) == {livepages_lab.SHOWN_AS, "text/plain"}
    assert shown[livepages_lab.SHOWN_AS]["mark"] == {"type": "point"}


def test_the_wheel_says_what_it_holds(tmp_path):
    wheel = wheels.start_wheel({"some.module": "other:call"}, tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert json.loads(archive.read("livepages_lab.json")) == {"some.module": "other:call"}
        recorded = archive.read("livepages_lab-1.dist-info/RECORD").decode()
    assert {line.split(",")[0] for line in recorded.splitlines()} == names
    assert "livepages_lab-1.data/data/etc/ipython/ipython_config.py" in names
    found = json.loads(wheels.lock([wheel], {}))["packages"]["livepages-lab"]
    assert found["imports"] == ["livepages_lab", "livepages_on_import"]


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
