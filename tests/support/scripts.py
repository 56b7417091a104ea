"""What a student can hand in so that something runs, or is asked for, where it is read.

Each payload opens a dialog when it runs, or asks a host that does not exist.
"""

from __future__ import annotations

import base64
import re
from typing import Any

import nbformat
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)

HOST = "elsewhere.invalid"
RUN = "alert(1)"
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA"
    "60e6kgAAAABJRU5ErkJggg=="
)
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script></svg>'
_DRAWING = base64.b64encode(SVG.encode()).decode()
_PAGE = base64.b64encode(f"<script>parent.{RUN}</script>".encode()).decode()

# As HTML these are tried in written answers, in outputs and in Markdown that code displays.
HTML = {
    "script": f"<script>{RUN}</script>",
    "script in capitals": f"<ScRiPt >{RUN}</sCrIpT >",
    "script from a host": f'<script src="https://{HOST}/a.js"></script>',
    "nested script": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "image that fails": f"<img src=x onerror={RUN}>",
    "image with slashes": f'<img/src="x"/onerror={RUN}>',
    "image of a host": f'<img src="https://{HOST}/a.png">',
    "images of a host by density": f'<img srcset="//{HOST}/a.png 2x" src="//{HOST}/b.png">',
    "drawing": f"<svg onload={RUN}></svg>",
    "script in a drawing": f"<svg><script>{RUN}</script></svg>",
    "link in a drawing": f'<svg><a xlink:href="javascript:{RUN}"><text y="20">x</text></a></svg>',
    "animation": f"<svg><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    "formulas": f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></table>",
    "link in formulas": f'<math href="javascript:{RUN}">x</math>',
    "style that hides an image": f"<svg><p><style><!--</style><img src=x onerror={RUN}>-->",
    "comment": f"<!--><img src=x onerror={RUN}>-->",
    "text that ends early": f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    "link": f'<a href="javascript:{RUN}">a link</a>',
    "link with a tab": f'<a href="java&#9;script:{RUN}">a link</a>',
    "link in entities": f'<a href="&#106;avascript&colon;{RUN}">a link</a>',
    "link to a page of its own": f'<a href="data:text/html;base64,{_PAGE}">a link</a>',
    "frame": f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "frame of a host": f'<iframe src="https://{HOST}/"></iframe>',
    "frame of a script": f'<iframe src="javascript:parent.{RUN}"></iframe>',
    "object": f'<object data="data:text/html;base64,{_PAGE}"></object>',
    "embedded": f'<embed src="data:image/svg+xml;base64,{_DRAWING}">',
    "form": f'<form action="https://{HOST}/"><button autofocus>Save</button></form>',
    "field with the focus": f"<input autofocus onfocus={RUN}>",
    "details": f"<details open ontoggle={RUN}>x</details>",
    "animated": f"<p style='animation-name:x' onanimationstart={RUN}>x",
    "video": f"<video><source onerror={RUN}></video>",
    "marquee": f"<marquee onstart={RUN}>x</marquee>",
    "body": f"<body onload={RUN}>",
    "styles": f"<style>@import 'https://{HOST}/a.css'; body {{ display: none }}</style>",
    "style of its own": f'<p style="background:url(https://{HOST}/a.png);position:fixed">x</p>',
    "style sheet": f'<link rel="stylesheet" href="https://{HOST}/a.css">',
    "refreshed": f'<meta http-equiv="refresh" content="0;url=https://{HOST}/">',
    "other base": f'<base href="https://{HOST}/">',
    "table with a picture": f'<table background="https://{HOST}/a.png"><tr><td>x</td></tr></table>',
    "template": f'<template shadowrootmode="open"><img src=x onerror={RUN}></template>',
}  # fmt: skip
MARKDOWN = {
    "link in Markdown": f"[a link](javascript:{RUN})",
    "link in Markdown, in capitals": f"[a link](JaVaScRiPt:{RUN})",
    "address as it is": f"<javascript:{RUN}>",
    "image in Markdown": f"![an image](https://{HOST}/a.png)",
    "title in Markdown": f"![an image](x '\"onerror={RUN} ')",
    "language of a block": f'```"><img src=x onerror={RUN}>\ncode\n```',
    "drawing by a library": f"```mermaid\n</pre><img src=x onerror={RUN}>\n```",
    "formula": f"$$ <img src=x onerror={RUN}> $$ and $<img src=x onerror={RUN}>$",
    "heading": f"# <img src=x onerror={RUN}>",
}


def _shown(kind: str, content: Any, **metadata: Any) -> NotebookNode:
    output = new_output("display_data", data={kind: content}, metadata=metadata)
    return new_code_cell("show()", outputs=[output])


def _changed(cell: NotebookNode, **parts: Any) -> NotebookNode:
    for name, value in parts.items():
        cell[name] = value
    return cell


_EVIL = f'"><img src=x onerror={RUN}>'
CELLS = {
    "size of a picture": _shown("image/png", PNG, **{"image/png": {"width": f"1 onerror={RUN}"}}),
    "height beside the kinds": _shown("image/png", PNG, height=f"1 onerror={RUN} "),
    "size and no picture": _shown("image/jpeg", "x",
                                  **{"image/jpeg": {"width": f"1 onerror={RUN}"}}),
    "script as an output": _shown("application/javascript", RUN),
    "isolated": _shown("text/html", f"<script>parent.{RUN}</script>",
                       **{"text/html": {"isolated": True}}),
    "drawing as an output": _shown("image/svg+xml", SVG),
    "count of an output": _changed(new_code_cell("1"), execution_count=_EVIL),
    "role of a cell": new_markdown_cell("x", metadata={"nbgrader": {
        "grade_id": _EVIL, "grade": True, "solution": True, "points": 1, "schema_version": 3}}),
    "language of a cell": new_code_cell("1", metadata={"magics_language": _EVIL}),
    "cell of no kind": _changed(new_raw_cell("x"), cell_type=_EVIL, type=_EVIL),
    "cell as it is": new_raw_cell(HTML["image that fails"], metadata={"raw_mimetype": "text/html"}),
    "attached": _changed(new_markdown_cell("![x](attachment:a)"),
                         attachments={"a": {"text/html": _EVIL}}),
    "widget": _shown("application/vnd.jupyter.widget-view+json", {"model_id": _EVIL}),
}  # fmt: skip


def payloads() -> dict[str, NotebookNode]:
    """A cell for each payload, by its name."""
    cells = {f"{name}, written": new_markdown_cell(source) for name, source in HTML.items()}
    cells |= {f"{name}, in a line": new_markdown_cell(f"So {html}") for name, html in HTML.items()}
    cells |= {f"{name}, output": _shown("text/html", html) for name, html in HTML.items()}
    cells |= {name: new_markdown_cell(source) for name, source in MARKDOWN.items()}
    cells |= {f"{n}, output": _shown("text/markdown", text) for n, text in MARKDOWN.items()}
    return cells | CELLS


def notebook(*cells: NotebookNode) -> NotebookNode:
    """A notebook of the cells, which is not checked: some are against the format."""
    made = new_notebook()
    made.cells = nbformat.from_dict([dict(cell) for cell in cells])
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number}"
    return made


_MAY_BE = re.compile(
    "a|abbr|b|blockquote|body|br|caption|center|code|col|colgroup|dd|del|details|div|dl|dt|em|"
    "figcaption|figure|h1|h2|h3|h4|h5|h6|hr|i|img|ins|kbd|li|main|mark|ol|p|pre|q|s|samp|section|small|"
    "span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|var"
)
_MAY_HAVE = re.compile(
    "align|alt|border|class|colspan|dir|height|href|id|lang|name|open|rel|role|rowspan|"
    "scope|span|src|start|style|tabindex|title|type|value|width"
)
_LINK = re.compile(r"(https?://|mailto:|#)")
_OWN = ".navbar, .panel-heading, .panel-footer, .help, #statusmessage"  # of the formgrader
_OWN_SCRIPT = "$('span.glyphicon.name-hidden').tooltip"


def runs(page: str, own: str = _OWN) -> list[str]:
    """What of a page's body could run, load or lead to a script, by a list of what may be there."""
    soup = BeautifulSoup(page, "html.parser")
    assert soup.body is not None
    found = []
    for part in soup.body.select(own):
        found += [f"<{tag.name}> in nbgrader's own" for tag in part.select("img, svg, iframe")]
        part.decompose()
    for part in soup.body.find_all("script"):
        if own and part.get_text().strip().startswith(_OWN_SCRIPT):
            part.decompose()
    for tag in soup.body.find_all(True):
        assert isinstance(tag, Tag)
        found += [f"<{tag.name}>"] if not _MAY_BE.fullmatch(tag.name) else []
        for name, value in tag.attrs.items():
            text = str(value)
            bad = not _MAY_HAVE.fullmatch(name)
            bad |= name == "href" and not _LINK.match(text)
            bad |= name == "src" and not text.startswith("data:image/")
            bad |= name == "style" and ("url" in text or "position" in text)
            found += [f"{tag.name} {name}={text[:60]}"] if bad else []
    return found
