"""What the page's Python is made of, for tests to import from here.

The folder comes last: it also holds the few names of IPython that a page has, and the real one is
to be found first.
"""

import sys
from importlib import import_module

from contents import ROOT

FOLDER = ROOT / "book" / "_ext" / "livepages" / "kernel"
if str(FOLDER) not in sys.path:
    sys.path.append(str(FOLDER))

_NAMES = ("display", "hints", "names", "notebook_code", "output", "widget_state")
display, hints, names, notebook_code, output, widget_state = (
    import_module(f"livepages_kernel.{name}") for name in _NAMES
)
livepages_on_import = import_module("livepages_on_import")
# What the Lab has, which needs the one above.
livepages_lab, livepages_later = map(import_module, ("livepages_lab", "livepages_later"))
