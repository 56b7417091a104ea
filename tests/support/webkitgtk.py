"""The small browser that comes with WebKitGTK, a relative of Safari, driven by Selenium."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from window import Window, find

SIZE = {"width": 1280, "height": 900}
RELEASE = "\ue000"  # lets go of what was held
FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
# Its WebDriver tells of no console: errors that nobody caught, and what the host's policy forbade.
# That an observer of sizes is told a frame later is said as an error, and is none.
NOTE_ERRORS = """globalThis.errorsNoted = [];
const note = (event) => {
  const told = String(event.message ?? event.reason ?? event.blockedURI);
  if (!told.startsWith("ResizeObserver loop")) errorsNoted.push(told);
};
for (const kind of ["error", "unhandledrejection", "securitypolicyviolation"]) {
  addEventListener(kind, note);
}"""


@contextmanager
def opened(folder: Path) -> Iterator[WebKitGTKWindow]:
    """A window of a fresh browser, on a display without a screen.

    Args:
        folder: An empty folder for what the browser keeps, and for downloads.
    """
    # It takes half a second, which `make test` need not spend in each of its workers.
    from selenium.webdriver import WebKitGTK, WebKitGTKOptions
    from selenium.webdriver.webkitgtk.service import Service

    (folder / "user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME"\n', encoding="utf-8")
    with display() as name:
        settings = {**os.environ, **dict.fromkeys(FOLDERS, str(folder)), "DISPLAY": name}
        service = Service(find("WebKitWebDriver"), env=settings)
        driver = WebKitGTK(options=WebKitGTKOptions(), service=service)
        try:
            driver.set_window_rect(**SIZE)
            yield WebKitGTKWindow(folder, driver)
        finally:
            driver.quit()


@contextmanager
def display() -> Iterator[str]:
    """A display without a screen, which WebKitGTK needs; its name."""
    read_end, write_end = os.pipe()
    command = [find("Xvfb"), "-displayfd", str(write_end), "-screen", "0", "1280x1000x24"]
    with subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL) as server:
        os.close(write_end)
        with open(read_end, encoding="ascii") as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


class WebKitGTKWindow(Window):
    """The browser's only window."""

    def __init__(self, downloads: Path, driver: Any) -> None:
        super().__init__("WebKitGTK", driver.capabilities["browserVersion"], downloads)
        self._driver = driver

    def _node(self, selector: str) -> Any:
        return self._driver.find_element("css selector", selector)

    def open(self, address: str) -> None:
        self._driver.get(address)
        self._driver.execute_script(NOTE_ERRORS)

    def errors(self) -> list[str]:
        return self.run("errorsNoted")

    def run(self, expression: str) -> Any:
        return self._driver.execute_script(f"return {expression}")

    def click(self, selector: str) -> None:
        self._node(selector).click()

    def type(self, selector: str, keys: str, held: str = "") -> None:
        self._node(selector).send_keys(held + keys + RELEASE if held else keys)

    def upload(self, selector: str, file: Path) -> None:
        self._node(selector).send_keys(str(file))
