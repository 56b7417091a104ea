"""A window of a browser, as tests use it in each engine: pages, scripts, keys, clicks and files."""

from __future__ import annotations

import shutil
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ANSWER_S = 120  # a busy machine may need a while
POLL_S = 0.2
CONTROL, ENTER, RIGHT = "\ue009", "\ue007", "\ue014"  # as WebDriver names keys


def find(*names: str) -> str:
    """The path of the first of these programs that is there; where none is, the test fails."""
    path = next(filter(None, map(shutil.which, names)), None)
    return path or pytest.fail(f"There is no {names[0]} here: run .ci/engines", pytrace=False)


def wait_for(question: Callable[[], Any], words: str) -> Any:
    """What a question is answered, once that is true."""
    until = time.monotonic() + ANSWER_S
    while time.monotonic() < until:
        if found := question():
            return found
        time.sleep(POLL_S)
    raise TimeoutError(f"never true: {words}")


class Window(ABC):
    """A window of a browser that nobody used before.

    Args:
        engine: Its name, as the book has it.
        version: Of the engine.
        downloads: Folder in which the browser puts what is downloaded.
    """

    def __init__(self, engine: str, version: str, downloads: Path) -> None:
        self.engine, self.version, self.downloads = engine, version, downloads

    @abstractmethod
    def open(self, address: str) -> None:
        """Go to a page and wait until it is loaded; its errors are noted afresh."""

    @abstractmethod
    def errors(self) -> list[str]:
        """What went wrong in the page since it was opened."""

    @abstractmethod
    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Click on the first element that a CSS selector finds."""

    @abstractmethod
    def type(self, selector: str, keys: str, held: str = "") -> None:
        """Press keys, one after the other, in an element, while another may be held."""

    @abstractmethod
    def upload(self, selector: str, file: Path) -> None:
        """Choose a file in a field for files."""

    def wait(self, expression: str) -> Any:
        """The value of an expression, once it is true."""
        return wait_for(lambda: self.run(expression), expression)
