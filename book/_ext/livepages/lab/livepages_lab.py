"""What each kernel of the browser's Lab does first: it redirects charts and waits for imports.

Loaded as an IPython extension. Altair's own way to show a chart asks another host for scripts, so
charts are handed to the Lab's own renderer instead. `livepages_lab.json` beside this file names
packages that come later, and what to do once a module has been imported.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import livepages_later
import livepages_on_import

ASKED = Path(__file__).with_suffix(".json")
SPECS = Path(__file__).with_name("livepages_specs.json")
# What the Lab can draw, and the schema that goes with it. Altair writes the next version, which
# differs in nothing that its charts use.
SHOWN_AS = "application/vnd.vegalite.v5+json"
LARGEST = 2**53 - 1  # of the whole numbers that JavaScript tells apart
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def load_ipython_extension(shell: object) -> None:
    """Called by IPython when a kernel starts."""
    asked = json.loads(ASKED.read_text(encoding="utf-8"))
    os.environ["LIVEPAGES_SPECS"] = str(SPECS)
    livepages_later.install(asked["later"])
    livepages_on_import.install({"altair": f"{__name__}:draw_in_the_lab", **asked["on_import"]})
    keep_nulls()
    complete_with_jedi()


def keep_nulls() -> None:
    """Send None to the page as null.

    Pyodide would make it undefined, which messages leave out; but `"axis": null` in a chart means
    no axis, and no word about it means the usual one.
    """
    from pyodide.ffi import jsnull
    from pyodide_kernel.comm import Comm
    from pyodide_kernel.display import LiteDisplayHook, LiteDisplayPublisher

    send, write = Comm.publish_msg, LiteDisplayHook.write_format_data
    show = LiteDisplayPublisher.publish

    def publish_msg(self: Comm, msg_type: str, data: Any = None, *more: Any, **keys: Any) -> None:
        send(self, msg_type, with_nulls(data, jsnull), *more, **keys)

    def write_format_data(self: LiteDisplayHook, *given: Any) -> None:
        write(self, *given)
        self.data = with_nulls(self.data, jsnull)

    def publish(self: LiteDisplayPublisher, data: Any, *more: Any, **keys: Any) -> None:
        show(self, with_nulls(data, jsnull), *more, **keys)

    Comm.publish_msg = publish_msg
    LiteDisplayHook.write_format_data = write_format_data
    LiteDisplayPublisher.publish = publish


def complete_with_jedi() -> None:
    """Let the first completion bring Jedi, which IPython looks for when it starts."""
    from pyodide_kernel.kernel import PyodideKernel

    complete = PyodideKernel.complete

    def with_jedi(self: PyodideKernel, *given: Any) -> Any:
        PyodideKernel.complete = complete
        try:
            use_jedi()
        except ImportError:  # no network: IPython completes names without it
            self.interpreter.Completer.use_jedi = False
        return complete(self, *given)

    PyodideKernel.complete = with_jedi


def use_jedi() -> None:
    """Give IPython's completer what it does not find when it starts."""
    import jedi.api.classes
    import jedi.api.helpers
    from IPython.core import completer

    jedi.settings.case_insensitive_completion = False
    vars(completer).update(jedi=jedi, JEDI_INSTALLED=True)


def with_nulls(given: Any, null: object) -> Any:
    """The same dicts and lists with `null` wherever they hold None.

    A whole number too large for the page's own becomes a float, as it would on any other way to
    it; Pyodide would make it a kind of number that no message may hold.

    Example:
        >>> with_nulls({"axis": None, "ticks": [1, None]}, "null")
        {'axis': 'null', 'ticks': [1, 'null']}
    """
    if isinstance(given, dict):
        return {
            key: null if each is None else with_nulls(each, null) for key, each in given.items()
        }
    if isinstance(given, (list, tuple)):
        return [null if each is None else with_nulls(each, null) for each in given]
    if type(given) is int and abs(given) >= LARGEST:  # Pyodide draws the line one lower
        return float(given)
    return given


def draw_in_the_lab() -> None:
    """Let the Lab draw the charts of Altair."""
    import altair

    altair.renderers.register("lab", _for_the_lab)
    altair.renderers.enable("lab")


def _for_the_lab(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    return {SHOWN_AS: {**spec, "$schema": SCHEMA}, "text/plain": spec.get("description", "A chart")}
