"""Keeps every page free of scripts that are heavy or come from another host.

The theme ships FontAwesome twice: as 1.5 MB of JavaScript and as a web font that its style sheet
already uses. Only the font is kept, and of it what the book shows. Source maps and the font's other
formats are of no use to a reader and are left out of the site.

Each page would also wait for the index of the search, to search while one types; our field leads to
the page of results, which has it. What would mark the words that were searched goes too: it marks
them inside labs and their settings, and takes what others keep in the history.
"""

import re
from pathlib import Path

from sphinx.application import Sphinx

from bookpages import icons

TEMPLATES = Path(__file__).parent / "templates"
HEAVY = "fontawesome|searchtools|language_data|searchindex|sphinx_highlight"
HEAVY_SCRIPT = re.compile(rf"<script[^>]*\b(?:{HEAVY})\.js[^>]*></script>")
FONTS = "vendor/fontawesome/webfonts"
UNUSED = ("scripts/fontawesome.js*", "**/*.map", f"{FONTS}/*.ttf", f"{FONTS}/*.woff2")


def without_heavy_scripts(html: str) -> str:
    """Return `html` without the scripts that no page needs but that of the search's results."""
    return HEAVY_SCRIPT.sub("", html)


def add_template(app: Sphinx) -> None:
    """Let our `layout.html` pass the theme's head through the filter above."""
    if app.builder.format != "html":
        return
    app.builder.templates.environment.filters["without_heavy_scripts"] = without_heavy_scripts


def drop_unused(app: Sphinx, exception: Exception | None) -> None:
    """Cut down the icons, and delete what the theme copied and no page asks for."""
    if exception or app.builder.format != "html":
        return
    icons.keep_used(Path(app.outdir))
    static = Path(app.outdir) / "_static"
    for pattern in UNUSED:
        for path in static.glob(pattern):
            path.unlink()


def setup(app: Sphinx) -> dict[str, bool]:
    # Jupyter Book passes this setting on even where sphinx_comments is not used.
    app.add_config_value("comments_config", {}, "html", types=(dict,))
    app.config.templates_path.append(str(TEMPLATES))
    app.connect("builder-inited", add_template)
    app.connect("build-finished", drop_unused)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
