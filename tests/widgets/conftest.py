"""A page with one widget in it: real front end, real Python object, no server between."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm
from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
OTHERS = ("layout", "tabbable", "tooltip")  # traits of every widget that no front end of ours reads
WINDOW = {"width": 1100, "height": 900}


class Outbox(BaseComm):
    """A line to the front end that keeps what a widget sends until the page fetches it."""

    def __init__(self, *args: Any, **details: Any) -> None:
        self.messages: list[dict] = []
        super().__init__(*args, **details)

    def publish_msg(self, msg_type: str, data: Any = None, buffers: Any = None, **_: Any) -> None:
        if msg_type == "comm_msg":
            texts = [base64.b64encode(bytes(buffer)).decode() for buffer in buffers or ()]
            self.messages.append({**data, "buffers": texts})


class Mounted:
    """A widget on a page; `errors` holds what the browser complained of."""

    def __init__(self, page: Page, widget: Any) -> None:
        self.page, self.widget, self.errors = page, widget, []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda entry: entry.type == "error" and self.errors.append(entry.text))
        page.expose_function("toPython", self._receive)
        page.goto((HERE / "harness.html").as_uri())
        state = {name: widget.get_state()[name] for name in widget.keys if name not in OTHERS}
        code, css = state.pop("_esm"), state.pop("_css", "")
        page.evaluate("([code, css, state]) => mount(code, css, state)", [code, css, state])

    def _receive(self, message: dict) -> list[dict]:
        comm_ = self.widget.comm
        comm_.handle_msg({"content": {"data": message, "comm_id": comm_.comm_id}, "buffers": []})
        return self.pull()

    def pull(self) -> list[dict]:
        """What Python has sent since the last time."""
        messages, self.widget.comm.messages = self.widget.comm.messages, []
        return messages

    def push(self) -> None:
        """Deliver to the page what Python sent by itself."""
        self.page.evaluate("(messages) => model.receive(messages)", self.pull())


@pytest.fixture
def mount(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Mounted]]:
    """Puts a widget, made by the callable it is given, on a page of the wanted kind."""
    monkeypatch.setattr(comm, "create_comm", Outbox)
    contexts = []

    def put(make: Callable[[], Any], **context: Any) -> Mounted:
        contexts.append(browser.new_context(**{"viewport": WINDOW, **context}))
        return Mounted(contexts[-1].new_page(), make())

    yield put
    for context in contexts:
        context.close()
