"""A Firefox without a window, driven as WebDriver BiDi says, where one is installed."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

NAMES = ("firefox-esr", "firefox")
LISTENING = "WebDriver BiDi listening on "
ANSWER_S = 120  # a busy machine may need a while
POLL_S = 0.2
# Nothing but the pages themselves may use the network.
QUIET = """user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("app.normandy.enabled", false);
user_pref("services.settings.server", "data:,none");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
"""
KEYS = {"ArrowRight": "\ue014", "Tab": "\ue004"}  # as WebDriver names them


def find() -> str | None:
    """The path of an installed Firefox."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def tab(profile: Path) -> Iterator[Tab]:
    """A tab in a fresh Firefox.

    Args:
        profile: An empty folder for what the browser keeps.
    """
    (profile / "user.js").write_text(QUIET, encoding="utf-8")
    command = [find(), "--headless", "--no-remote", "--profile", str(profile)]
    command += ["--remote-debugging-port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as browser:
        said = next(line for line in browser.stderr if LISTENING in line)
        threading.Thread(target=browser.stderr.read, daemon=True).start()  # never let it fill
        address = said.partition(LISTENING)[2].strip()
        opened = Tab(f"{address}/session")
        yield opened
        opened.close()


class Tab:
    """One tab: opens pages, runs scripts, presses keys, and keeps what the console was told."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, ANSWER_S, suppress_origin=True)
        self._numbers = itertools.count(1)
        self.console: list[str] = []
        self.version = self._ask("session.new", capabilities={})["capabilities"]["browserVersion"]
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._context = self._ask("browsingContext.create", type="tab")["context"]

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv())
            if told.get("type") == "event":
                entry = told["params"]
                if entry.get("level") in ("warn", "error"):
                    self.console.append(entry["text"])
            elif told.get("id") == number:
                if told["type"] == "error":
                    raise RuntimeError(f"{method}: {told['message']}")
                return told["result"]

    def open(self, address: str) -> None:
        """Go to a page and wait until it is loaded; the console starts afresh."""
        self.console.clear()
        self._ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        target = {"context": self._context}
        answer = self._ask(
            "script.evaluate", expression=f"JSON.stringify({expression})", target=target,
            awaitPromise=True,
        )  # fmt: skip
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        text = answer["result"].get("value")
        return None if text is None else json.loads(text)

    def wait(self, expression: str) -> Any:
        """The value of an expression, once it is true."""
        until = time.monotonic() + ANSWER_S
        while time.monotonic() < until:
            found = self.run(expression)
            if found:
                return found
            time.sleep(POLL_S)
        raise TimeoutError(f"never true in Firefox: {expression}")

    def press(self, key: str) -> None:
        """Press and release a key."""
        strokes = [{"type": kind, "value": KEYS[key]} for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self._ask("input.performActions", context=self._context, actions=[keyboard])

    def close(self) -> None:
        """End the browser."""
        self._ask("browser.close")
        self._socket.close()
