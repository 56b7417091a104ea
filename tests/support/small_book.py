"""A small book with every kind of question in it, built as strictly as the real one."""

import subprocess
import sys
from pathlib import Path

CONF = """
extensions = ["myst_parser", "sphinx_book_theme", "bookpages.look", "practice"]
html_theme = "sphinx_book_theme"
html_title = "Small book"
html_context = {"default_mode": "auto"}
myst_enable_extensions = ["colon_fence"]
"""
CHECK = """
:::{{self-check}} Which of the two?
:id: {id}
- [x] One :: Yes.
- [ ] Another :: No.
:::
"""
PAGES = {
    "index": """
# Questions

:::{predict} Which portfolio sells **more** abroad?
:id: portfolio

Both spend the same effort.

- Kin only
- A mix
:::

:::{predict} How many of 100 are born global?
:id: count
:kind: number
:unit: of 100
:::

:::{predict} What would you cut first?
:id: cut
:kind: text
:::

:::{reveal} portfolio
:right: b

The mix sells more.
:::

:::{reveal} count
:right: 25 to 35

About thirty.
:::

:::{predict} How many will your own venture sell?
:id: mine
:kind: number
:::

:::{reveal} mine
:right: own

Look at your lab.
:::

:::{reveal} cut
It depends.
:::

:::{self-check} Which claim holds?
:id: claim
- [ ] The first :: Because it confuses *cause* and association.
- [x] The second :: Because the sign agrees.
- [ ] The third :: Because a sample is not all firms,
  as the text says.
:::

:::{self-check} Which number?
:id: number
- [x] Two :: One and one.
- [ ] Three :: One too many.
:::

:::{clear-data}
:labs: "a-lab:"
:::

```{toctree}
quiet
first
second
third
work
```
""",
    "quiet": "# A page without questions\n\nText.",
    "first": """
# The first *chapter*

(a-place)=
## A place

:::{self-check} What is a lever, by [this place](#a-place)?
:id: lever
- [x] What brings :: It brings, see [this place](#a-place).
- [ ] What takes :: That is a plug.
:::

:::{self-check} What is a plug?
:id: plug
- [ ] What brings :: That is a lever.
- [x] What takes :: It takes and "takes".
:::
""",
    "work": '# My work\n\nText.\n\n:::{my-work}\n:labs: "a-lab:"\n:::\n',
    "second": "# The second chapter\n\n" + CHECK.format(id="second"),
    "third": f"""
# The third chapter

:::{{looking-back}}
:::

Here it begins.

{CHECK.format(id="third")}
""",
}


def build(folder: Path, builder: str, pages: dict[str, str]) -> subprocess.CompletedProcess:
    """Write pages into `folder` and build them with the real extension; warnings are errors."""
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-qW", "--keep-going", "-b", builder, ".", builder],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
