"""What readers see is said in one place, and a book can say all of it in its own words."""

import re
from types import SimpleNamespace

import pytest
from contents import ROOT
from livepages import words
from sphinx.errors import ConfigError

PACKAGE = ROOT / "book" / "_ext" / "livepages"


def sources(*patterns: str) -> dict[str, str]:
    found = [path for pattern in patterns for path in PACKAGE.glob(pattern)]
    return {path.name: path.read_text("utf-8") for path in found}


def config(**replaced: object) -> SimpleNamespace:
    settings = {"livepages_compiled": ["numpy"], "livepages_later": ["pandas"]}
    return SimpleNamespace(config=SimpleNamespace(livepages_words=replaced, **settings))


def test_a_book_puts_its_words_in_the_place_of_some_and_keeps_the_rest() -> None:
    app = config(live="Da", yes="ja")
    assert words.of(app) == {**words.DEFAULTS, "live": "Da", "yes": "ja"}
    assert words.for_browser(app)["live"] == "Da"
    assert "a page has numpy, pandas, and what" in words.for_browser(app)["hint_package"]
    assert "yes" not in words.for_browser(app)


@pytest.mark.parametrize(
    ("replaced", "message"), [({"livid": "Da"}, r"'livid' is no key; keys are .*\blive\b"),
                              ({"yes": True}, "the text of 'yes' must be in quotes")],
)  # fmt: skip
def test_a_key_that_there_is_not_is_refused_with_those_that_there_are(replaced, message) -> None:
    app = config(**replaced)
    with pytest.raises(ConfigError, match=message):
        words.check(app, app.config)


def test_no_default_stands_in_the_code_as_well() -> None:
    """Nor a part of one, between the places that are filled in."""
    code = sources("*.py", "web/src/*.js")
    assert len(code) > 30
    long = {key: text for key, text in words.DEFAULTS.items() if len(text) > len("Live pages")}
    assert len(long) > 25
    found = [
        (key, name)
        for key, text in long.items()
        for name, content in code.items()
        for part in re.split(r"\{\w+\}", text)
        if len(part) > len("Live pages") and part.strip() in content
    ]
    assert found == []


def test_each_word_is_used_where_it_is_said_to_be() -> None:
    front, build = "".join(sources("web/src/*.js").values()), "".join(sources("*.py").values())
    used = set(re.findall(r'words\??\.(\w+)|"(\w+)"', front))
    used_in_front = {one or other for one, other in used}
    used_in_front |= {f"{name}_help" for name in re.findall(r'button\("(\w+)"', front)}
    kernel = "".join(sources("kernel/livepages_kernel/*.py").values())
    used_in_front |= set(re.findall(r'"(hint_\w+)"', kernel))
    stages = {f"stage_{name}" for name in re.findall(r'onStage\("(\w+)"', front)}
    stages |= {"stage_run", "stage_fetch_of"}
    assert {*words.TABLES["browser"]} <= used_in_front | stages
    assert {*words.TABLES["build"]} <= set(re.findall(r'"(\w+)"', build))
