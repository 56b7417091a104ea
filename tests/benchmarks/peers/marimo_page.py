"""Prints the page of the small widget as marimo's own generator of islands writes it."""

import asyncio

from marimo import MarimoIslandGenerator

CELLS = (
    "import sys, marimo as mo",
    "effort = mo.ui.slider(6, 30, value=12, label='Effort, %'); effort",
    "mo.md(f'Square of effort: {effort.value**2} ({sys.platform})')",
)


async def page() -> str:
    """Run the cells and return the page."""
    islands = MarimoIslandGenerator()
    for cell in CELLS:
        islands.add_code(cell)
    await islands.build()
    return islands.render_html()


if __name__ == "__main__":  # marimo runs the cells in a process of its own
    print(asyncio.run(page()))
