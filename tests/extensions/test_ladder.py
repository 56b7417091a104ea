"""The ways to run a notebook: their order, their addresses, and what is left out when."""

import doctest
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from contents import ROOT
from launching import ladder, menu

WRITTEN = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"]["launching"]
PATH = "book/lever_plug/whose_help.ipynb"
NEAR = {"here": "#live-cell-1", "lab": "../../lite/lab/index.html?path=x"}
LOCAL = "../launching.html#local"


def keys(address: str, **changed: str) -> list[str]:
    found = ladder.settings({**WRITTEN, **changed}, address)
    return [step.key for step in found.steps(PATH, NEAR, LOCAL)]


def test_every_way_has_its_place_and_the_nearest_comes_first():
    assert keys("https://github.com/o/n", hub="https://hub.example.org") == [
        *("here", "lab", "binder", "colab", "hub", "local")
    ]


def test_without_an_address_what_needs_one_is_left_out():
    assert keys("") == ["here", "lab", "local"]


def test_without_a_hub_no_hub_is_linked():
    assert keys("https://github.com/o/n") == ["here", "lab", "binder", "colab", "local"]


def test_colab_is_left_out_for_a_repository_that_it_cannot_read():
    assert keys("https://git.example.org/o/n.git") == ["here", "lab", "binder", "local"]


def test_every_wait_is_said_in_the_settings_and_shown():
    steps = ladder.settings(WRITTEN, "").steps(PATH, NEAR, LOCAL)
    shown = menu.written(steps, "this chapter", "launching.html")
    for step in steps:
        assert len(step.wait.split()) >= 4
        assert f">{step.name}</a>" in shown
        assert step.wait in shown


def test_a_setting_that_names_no_place_is_refused_with_the_right_names():
    with pytest.raises(ValueError, match="waits must name here, lab, binder, colab, hub, local"):
        ladder.settings({"branch": "b", "waits": {"moon": "days"}}, "")


def test_a_link_to_a_hub_asks_nbgitpuller_for_branch_folder_and_notebook():
    repository = ladder.Repository("https://github.com/o/levers & plugs", "notebooks")
    link = urlsplit(repository.hub("https://hub.example.org/base/", PATH))
    assert (link.netloc, link.path) == ("hub.example.org", "/base/hub/user-redirect/git-pull")
    assert parse_qs(link.query) == {
        "repo": ["https://github.com/o/levers & plugs"],
        "urlpath": [f"lab/tree/levers & plugs/{PATH}"],
        "branch": ["notebooks"],
    }


def test_an_address_from_elsewhere_than_github_goes_to_binder_whole():
    link = ladder.Repository("https://git.example.org/o/n", "notebooks").binder(PATH)
    place = "https://mybinder.org/v2/git/https%3A%2F%2Fgit.example.org%2Fo%2Fn/notebooks"
    assert link.startswith(f"{place}?urlpath=lab%2Ftree%2F")


def test_links_are_escaped_where_they_are_shown():
    step = ladder.Step("lab", "<soon>", 'x"><script>')
    shown = menu.written([step], "<this>", '"')
    assert "<script>" not in shown
    assert "<soon>" not in shown
    assert "<this>" not in shown


@pytest.mark.parametrize("address", ["", "https://github.com/o/n"])
def test_the_build_says_what_is_left_out_and_why(address, monkeypatch):
    said = []
    monkeypatch.setattr(menu.log, "info", said.append)
    config = SimpleNamespace(
        html_theme_options={"repository_url": address}, launching=WRITTEN, livepages_binder=""
    )
    menu.read_settings(SimpleNamespace(), config)
    (line,) = said
    assert ("no address known" in line) == (not address)
    assert bool(config.livepages_binder) == bool(address)
    if address:
        assert config.livepages_binder.format(page="book/index.ipynb").endswith(
            "/o/n/notebooks?urlpath=lab%2Ftree%2Fbook/index.ipynb"
        )


def test_the_examples_of_the_module_are_right():
    done = doctest.testmod(ladder)
    assert done.attempted >= 4
    assert done.failed == 0
