"""The words that readers see: the defaults of `words.json`, and what a book puts in their place."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

TABLES: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("words.json").read_text(encoding="utf-8")
)
DEFAULTS = {key: text for table in TABLES.values() for key, text in table.items()}


def check(app: Sphinx, config: Config) -> None:
    """Refuse a setting `livepages_words` with a key that there is not."""
    for key, text in config.livepages_words.items():
        if key not in DEFAULTS:
            raise ConfigError(f"livepages_words: {key!r} is no key; keys are {', '.join(DEFAULTS)}")
        if not isinstance(text, str):
            raise ConfigError(f"livepages_words: the text of {key!r} must be in quotes")


def of(app: Sphinx) -> dict[str, str]:
    """All words of this book, by key."""
    return {**DEFAULTS, **app.config.livepages_words}


def for_browser(app: Sphinx) -> dict[str, str]:
    """Those that the front end shows."""
    packages = ", ".join([*app.config.livepages_compiled, *app.config.livepages_later])
    told = {key: text for key, text in of(app).items() if key in TABLES["browser"]}
    return told | {"hint_package": told["hint_package"].replace("{packages}", packages)}
