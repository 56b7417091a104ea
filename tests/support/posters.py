"""The poster of a widget, drawn from its state as the book draws it, by the book's settings."""

from __future__ import annotations

from functools import cache
from pkgutil import resolve_name

import yaml
from contents import ROOT
from ipywidgets import Widget
from ipywidgets.embed import dependency_state
from livepages.poster import PosterMaker


@cache
def posters() -> dict[str, str]:
    """The callables that `_config.yml` names, by the class of the anywidget that they draw."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return settings["sphinx"]["config"]["livepages_posters"]


def poster_of(widget: Widget) -> str:
    models = dependency_state([widget], drop_defaults=False)
    maker = PosterMaker({name: resolve_name(drawer) for name, drawer in posters().items()})
    return maker.draw(models, widget.model_id)
