"""A class at once: what it handed in, what became of it on one luck, and what to talk about.

`intake` reads what a class hands in, `results` runs it, `board` shows it; `report` and `table` are
what an instructor takes away. All of it happens where it is called: nothing is sent anywhere, and
nothing that was handed in is unpacked to a disk.
"""

from leverplug.lazy import lazy

_HOMES = {
    "read_class": "intake",
    "files_at": "folders",
    "work_out": "results",
    "sections": "board",
    "report": "report",
    "table": "table",
    "made_up_class": "sample",
}

__all__ = list(_HOMES)
__getattr__, __dir__ = lazy(__name__, _HOMES)
