"""What posters share: the still pictures that a page shows in place of anywidgets at first.

Each widget's module has a function `poster` that draws it from its synced state alone;
`livepages_posters` in `_config.yml` names them.
"""

from __future__ import annotations

from collections.abc import Mapping


def reserve_height(content: str, name: str, heights: Mapping[int, int]) -> str:
    """HTML in as much height as the live widget takes; none on paper, and none without scripts.

    Args:
        content: What stands there meanwhile.
        name: Of a style class for it.
        heights: Pixels by the width of the column, in px, up to which they hold; widest first.
    """
    rules = "".join(
        f"@container (max-width:{width}px){{.{name}{{min-height:{height}px}}}}"
        for width, height in heights.items()
    )
    style = f"<style>@media screen and (scripting:enabled){{{rules}}}</style>"
    content = f'<div class="{name}">{content}</div>'
    return f'<div style="container-type:inline-size">{style}{content}</div>'
