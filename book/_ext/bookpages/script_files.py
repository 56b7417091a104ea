"""Moves the scripts that stand in pages into files, so that a host may forbid all that do not.

The theme, other extensions and the browser's Lab write scripts and event handlers into each page.
A Content-Security-Policy that keeps a foreign script from running where somebody smuggled it into a
page refuses these as well; SECURITY.md has one that the finished site can live with. Scripts keep
their place and order. Those that many pages have are one file, named by what is in it.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from pathlib import Path

from sphinx.application import Sphinx

FOLDER = "_static/inline"
INLINE = re.compile(r"<script\b(?![^>]*\ssrc=)([^>]*)>(.*?)</script>", re.DOTALL)
IS_DATA = re.compile(r'type="(?!module|text/javascript)')
NEIGHBOURS = re.compile(r"(<script>[^<]*)</script>\s*<script>")
# What a page says of itself; taken out of the script, it leaves one that all pages share.
OPTION = re.compile(r"DOCUMENTATION_OPTIONS\.(\w+) = '?([^';]*)'?;")
READ_OPTIONS = (
    "Object.assign(DOCUMENTATION_OPTIONS, JSON.parse(document.currentScript.dataset.options));\n"
)
HANDLER = re.compile(r'(<\w+[^<>]*?)\son(\w+)="([^"]*)"')
LISTEN = """for (const each of document.querySelectorAll('[data-handler="{key}"]')) {{
  each.addEventListener("{event}", function (event) {{ {code} }});
}}
"""
# Sphinx makes a function out of a text, to count in the language of the book.
PLURAL = re.compile(r'"plural_expr": "([^"]*)"')
MADE_OF_TEXT = re.compile(r"new Function\([^)]*plural_expr\}\)`\s*\)")


def put_into_files(site: Path) -> None:
    """Rewrite every page below the folder `site`; one that has no scripts in it stays as it is.

    Args:
        site: The finished site.
    """
    used: set[str] = set()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        without = _without_inline(text, page, site)
        if without != text:
            page.write_text(without, encoding="utf-8")
        used |= {*re.findall(rf"{FOLDER}/([\w.]+)", without)}
    for leftover in (site / FOLDER).glob("*"):
        if leftover.name not in used:
            leftover.unlink()
    _make_no_function_of_text(site / "_static")


def _without_inline(text: str, page: Path, site: Path) -> str:
    while (joined := NEIGHBOURS.sub(r"\1\n", text)) != text:
        text = joined

    def as_file(found: re.Match[str]) -> str:
        attributes, code = found.groups()
        if IS_DATA.search(attributes):
            return found[0]
        options = {name: _value(written) for name, written in OPTION.findall(code)}
        if options:
            code = READ_OPTIONS + OPTION.sub("", code)
            attributes += f' data-options="{html.escape(json.dumps(options))}"'
        return f'<script src="{_write(code.strip(), page, site)}"{attributes}></script>'

    listeners: list[str] = []

    def as_listener(found: re.Match[str]) -> str:
        element, event, code = found.groups()
        key = _key(event + code)
        code = LISTEN.format(key=key, event=event, code=html.unescape(code))
        listeners.append(f'<script src="{_write(code, page, site)}"></script>')
        return f'{element} data-handler="{key}"'

    text = HANDLER.sub(as_listener, INLINE.sub(as_file, text))
    return text.replace("</body>", "".join(dict.fromkeys(listeners)) + "</body>")


def _value(written: str) -> str | bool:
    return {"true": True, "false": False}.get(written, written)


def _key(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()[:12]


def _write(code: str, page: Path, site: Path) -> str:
    """Write a script and return its address, seen from the page.

    What a script imports is seen from its own place, so one that imports stays beside its page.
    """
    if "import(" in code:
        name = f"inline-{_key(code)}.js"
        page.with_name(name).write_text(code, encoding="utf-8")
        return name
    file = site / FOLDER / f"{_key(code)}.js"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(code, encoding="utf-8")
    return "../" * (len(page.relative_to(site).parts) - 1) + f"{FOLDER}/{file.name}"


def _make_no_function_of_text(static: Path) -> None:
    catalogue, reader = static / "translations.js", static / "doctools.js"
    if not catalogue.exists():
        return
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(PLURAL.sub(r'"plural": (n) => \1', text), encoding="utf-8")
    text = reader.read_text(encoding="utf-8")
    reader.write_text(MADE_OF_TEXT.sub("catalog.plural", text), encoding="utf-8")


def last_of_all(app: Sphinx, exception: Exception | None) -> None:
    """Rewrite the pages of a build that ended well."""
    if exception is None and app.builder.format == "html":
        put_into_files(Path(app.outdir))


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("build-finished", last_of_all, priority=900)  # after the Lab was laid into the site
    return {"parallel_read_safe": True, "parallel_write_safe": True}
