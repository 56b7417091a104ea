"""The browser's Lab of the built book, as a test drives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

# Pyodide has to start and to fetch its packages; a busy machine may need minutes.
START_MS = 300_000
RUN_MS = 300_000
CURRENT = "jupyterapp.shell.currentWidget"
IDLE = f"""path => {{
  const open = globalThis.jupyterapp && {CURRENT};
  return open?.context?.path === path && open.context.isReady
    && open.sessionContext?.kernelDisplayStatus === "idle";
}}"""
CODE = f'{CURRENT}.content.widgets.filter(cell => cell.model.type === "code")'
# All cells asked for have run, or one of them failed and Jupyter left out the rest.
RAN = f"""count => {{
  const cells = {CODE}.slice(0, count).map(cell => cell.model);
  const failed = cells.some(cell => cell.sharedModel.toJSON().outputs.some(
    output => output.output_type === "error"));
  const done = cell => cell.executionCount !== null && cell.executionState !== "running";
  return failed || cells.every(done);
}}"""
OUTPUTS = f"""() => {CODE}.map(cell => cell.model.sharedModel.toJSON())"""
# Lines that mean nothing is wrong: one of JupyterLite's, and Vega's advice on a chart's height.
USUAL = ("Disabling terminals plugin", 'WARN Dropping "fit-y"')


@dataclass
class LabOfBook:
    """A Lab in one tab; `hosts` and `console` hold what it asked for and complained of.

    Args:
        context: A browser to open the tab in.
        address: Of the built book.
    """

    context: BrowserContext
    address: str
    hosts: set[str] = field(default_factory=set)
    console: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", lambda request: self._note(request.url))
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.on("console", lambda line: self._hear(line.type, line.text))

    def _note(self, url: str) -> None:
        if url.startswith("http"):
            self.hosts.add(urlsplit(url).netloc)

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith(USUAL):
            self.console.append(text)

    def visit(self, path: str) -> LabOfBook:
        """Open a notebook by its address, as the button on its page does."""
        self.page.goto(f"{self.address}/lite/lab/index.html?path={path}")
        return self.ready(path)

    def ready(self, path: str) -> LabOfBook:
        """Wait until a notebook's kernel can be asked."""
        self.page.wait_for_function(IDLE, arg=path, timeout=START_MS)
        return self

    def open_beside(self, path: str) -> LabOfBook:
        """Open another notebook in a new tab of the Lab, on the kernel that is there already."""
        kernel = self.page.evaluate(f"{CURRENT}.sessionContext.session.kernel.id")
        self.command("docmanager:open", {"path": path, "kernel": {"id": kernel}})
        return self.ready(path)

    def command(self, name: str, given: dict[str, Any] | None = None) -> None:
        self.page.evaluate(
            "([name, given]) => void jupyterapp.commands.execute(name, given)", [name, given or {}]
        )

    def forget(self) -> None:
        """Empty the kernel's names, so that a notebook cannot live on those of another."""
        self.page.evaluate(
            f"""async () => {{
              const kernel = {CURRENT}.sessionContext.session.kernel;
              await kernel.requestExecute({{ code: "%reset -f", silent: true }}).done;
            }}"""
        )

    def execute(self, code: str) -> list[dict[str, Any]]:
        """Run code in the notebook's kernel; returns what it sent."""
        return self.page.evaluate(
            f"""async code => {{
              const asked = {CURRENT}.sessionContext.session.kernel.requestExecute({{ code }});
              const heard = [];
              asked.onIOPub = message => heard.push(message.content);
              await asked.done;
              return heard;
            }}""",
            code,
        )

    def complete(self, code: str) -> dict[str, Any]:
        """What the kernel offers after some code."""
        return self.page.evaluate(
            f"""async code => (await {CURRENT}.sessionContext.session.kernel.requestComplete(
              {{ code, cursor_pos: code.length }})).content""",
            code,
        )

    def run(self, count: int | None = None) -> list[dict[str, Any]]:
        """Run the first `count` code cells, or all; return them with their outputs."""
        if count is None:
            self.command("notebook:run-all-cells")
            count = self.page.evaluate(f"{CODE}.length")
        else:
            last = f"{CURRENT}.content.widgets.indexOf({CODE}[{count - 1}])"
            self.page.evaluate(f"{CURRENT}.content.activeCellIndex = {last}")
            self.command("notebook:run-cell")
        self.page.wait_for_function(RAN, arg=count, timeout=RUN_MS)
        return self.page.evaluate(OUTPUTS)[:count]


def errors(cells: list[dict[str, Any]]) -> list[str]:
    """What the cells complained of."""
    outputs = [output for cell in cells for output in cell["outputs"]]
    failed = [f"{o['ename']}: {o['evalue']}" for o in outputs if o["output_type"] == "error"]
    return failed + ["".join(o["text"]) for o in outputs if o.get("name") == "stderr"]


def shown(cells: list[dict[str, Any]], kind: str) -> int:
    """How many outputs come as `kind`, a MIME type."""
    return sum(kind in output.get("data", {}) for cell in cells for output in cell["outputs"])
