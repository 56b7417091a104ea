"""A Firefox without a window, driven as WebDriver BiDi says.

Firefox itself speaks BiDi. Clients that are kept by others need more than can be had: Selenium a
geckodriver, which is neither on Debian nor on the package index; Playwright a newer Firefox than
Debian's ESR; and Marionette's own packages are not all there as wheels.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import websocket
from window import ANSWER_S, Window, find

NAMES = ("firefox-esr", "firefox")
LISTENING = "WebDriver BiDi listening on "
LOUD = ("warn", "error")
# Nothing but the pages themselves may use the network.
SETTINGS = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.download.folderList": 2,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "services.settings.server": "data:,none",
}


@contextmanager
def opened(folder: Path) -> Iterator[FirefoxWindow]:
    """A window of a fresh Firefox.

    Args:
        folder: An empty folder for what the browser keeps, and for downloads.
    """
    settings = {**SETTINGS, "browser.download.dir": str(folder)}
    lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in settings.items())
    (folder / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [find(*NAMES), "--headless", "--no-remote", "--profile", str(folder)]
    command += ["--remote-debugging-port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as browser:
        try:
            told = next(line for line in browser.stderr if LISTENING in line)
            threading.Thread(target=browser.stderr.read, daemon=True).start()  # never let it fill
            address = f"{told.partition(LISTENING)[2].strip()}/session"
            line = websocket.create_connection(address, ANSWER_S, suppress_origin=True)
            with closing(line):
                yield FirefoxWindow(folder, line)
        finally:
            browser.terminate()


class FirefoxWindow(Window):
    """A tab; its errors are whatever the console warns of."""

    def __init__(self, downloads: Path, line: websocket.WebSocket) -> None:
        self._line = line
        self._numbers = itertools.count(1)
        self._console: list[str] = []
        started = self._ask("session.new", capabilities={})["capabilities"]
        super().__init__("Firefox", started["browserVersion"], downloads)
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._tab = {"context": self._ask("browsingContext.create", type="tab")["context"]}

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self._line.recv())
            if told.get("type") == "event":
                if told["params"].get("level") in LOUD:
                    self._console.append(told["params"]["text"])
            elif told.get("id") == number:
                if told["type"] == "error":
                    raise RuntimeError(f"{method}: {told['message']}")
                return told["result"]

    def _node(self, selector: str) -> dict[str, str]:
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView()")
        css = {"type": "css", "value": selector}
        found = self._ask("browsingContext.locateNodes", **self._tab, locator=css, maxNodeCount=1)
        return {"sharedId": found["nodes"][0]["sharedId"]}

    def _act(self, kind: str, *actions: dict[str, Any]) -> None:
        source = {"type": kind, "id": kind, "actions": actions}
        self._ask("input.performActions", **self._tab, actions=[source])

    def open(self, address: str) -> None:
        self._console.clear()
        self._ask("browsingContext.navigate", **self._tab, url=address, wait="complete")

    def errors(self) -> list[str]:
        return self._console

    def run(self, expression: str) -> Any:
        answer = self._ask(
            "script.evaluate", expression=f"JSON.stringify({expression})", target=self._tab,
            awaitPromise=True,
        )  # fmt: skip
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        text = answer["result"].get("value")
        return None if text is None else json.loads(text)

    def click(self, selector: str) -> None:
        origin = {"type": "element", "element": self._node(selector)}
        press, release = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
        self._act(
            "pointer", {"type": "pointerMove", "x": 0, "y": 0, "origin": origin}, press, release
        )

    def type(self, selector: str, keys: str, held: str = "") -> None:
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        down, up = ([{"type": kind, "value": key} for key in held] for kind in ("keyDown", "keyUp"))
        self._act("key", *down, *strokes, *up)

    def upload(self, selector: str, file: Path) -> None:
        self._ask("input.setFiles", **self._tab, element=self._node(selector), files=[str(file)])
