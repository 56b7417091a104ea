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
FRAMES = 600  # that a page draws before what it was told is given up


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

    def mount(self) -> None:
        state = {name: self.widget.get_state()[name] for name in self.widget.keys}
        state = {name: value for name, value in state.items() if name not in OTHERS}
        code, css = state.pop("_esm"), state.pop("_css", "")
        self.page.evaluate("([code, css, state]) => mount(code, css, state)", [code, css, state])

    def receive(self, message: dict) -> list[dict]:
        comm_ = self.widget.comm
        comm_.handle_msg({"content": {"data": message, "comm_id": comm_.comm_id}, "buffers": []})
        return self.pull()

    def pull(self) -> list[dict]:
        """What Python has sent since the last time."""
        messages, self.widget.comm.messages = self.widget.comm.messages, []
        return messages

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the page run until Python has heard of what was done there."""
        for _ in range(FRAMES):
            if condition():
                return
            self.page.evaluate("() => new Promise(requestAnimationFrame)")
        pytest.fail("Python never heard of it")

    def push(self) -> None:
        """Deliver to the page what Python sent by itself."""
        self.page.evaluate("(messages) => model.receive(messages)", self.pull())


class Stage:
    """A page that shows one widget after the other, each as if nobody had been there before."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._mounted: Mounted | None = None
        page.on("pageerror", lambda error: self._complain(str(error)))
        page.on("console", lambda entry: entry.type == "error" and self._complain(entry.text))
        page.expose_function("toPython", lambda message: self._mounted.receive(message))

    def _complain(self, words: str) -> None:
        if self._mounted:
            self._mounted.errors.append(words)

    def show(
        self,
        widget: Any,
        viewport: dict[str, int] = WINDOW,
        color_scheme: str = "light",
        reduced_motion: str = "no-preference",
    ) -> Mounted:
        """Show a widget to somebody with such a screen and such wishes."""
        self._mounted = None
        self.page.set_viewport_size(viewport)
        self.page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        self.page.mouse.move(0, 0)
        self.page.goto((HERE / "harness.html").as_uri())
        self.page.evaluate("localStorage.clear()")
        self._mounted = Mounted(self.page, widget)
        self._mounted.mount()
        return self._mounted


@pytest.fixture(scope="session")
def stage(browser: Browser) -> Iterator[Stage]:
    """The page of most tests: a page of its own for each would take most of their time."""
    context = browser.new_context()
    yield Stage(context.new_page())
    context.close()


@pytest.fixture
def mount(
    stage: Stage, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Mounted]]:
    """Puts a widget, made by the callable it is given, before somebody at a desk or as wanted.

    Settings that only a browser context of its own can have, of a touch screen say, are in `own`.
    """
    monkeypatch.setattr(comm, "create_comm", Outbox)
    contexts = []

    def put(make: Callable[[], Any], own: dict[str, Any] | None = None, **settings: Any) -> Mounted:
        if not own:
            return stage.show(make(), **settings)
        contexts.append(browser.new_context(**own))
        return Stage(contexts[-1].new_page()).show(make(), **settings)

    yield put
    for context in contexts:
        context.close()
