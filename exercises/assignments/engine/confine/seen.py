"""What can be seen inside the sandbox: the system's programs, this Python and the kit."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import leverplug
from leverplug import datasets

SCRATCH = "/scratch"
HOME, FILES_OF_A_MOMENT = f"{SCRATCH}/home", f"{SCRATCH}/tmp"
MARKER = "/marker"  # where the modules of `inside` are
_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin")
_PARTS = ("bin", "lib", "lib64", "pyvenv.cfg")  # of a Python's folder
_SETTINGS = ("/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime")


@dataclass(frozen=True)
class Seen:
    """What is bound into a sandbox.

    Args:
        binds: Folders and files that can be read, as (here, there), outermost first.
        links: Symbolic links, as (target, place).
    """

    binds: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]

    @property
    def in_tmp(self) -> bool:
        """Whether something of it is kept in /tmp, which then cannot be written."""
        return any(there.startswith("/tmp/") for _, there in self.binds)


def seen() -> Seen:
    """What submissions may read on this machine."""
    links = [(os.readlink(one), one) for one in _SYSTEM if os.path.islink(one)]
    system = [one for one in (*_SYSTEM, *_SETTINGS) if os.path.exists(one)]
    binds = {one: one for one in system if not os.path.islink(one) or one in _SETTINGS}
    for path in _python_and_kit():
        binds.setdefault(str(path), str(path))
    inside = Path(__file__).parent.parent / "inside"
    ordered = [pair for pair in sorted(binds.items()) if not _within(pair[0], binds)]
    return Seen((*ordered, (str(inside), f"{MARKER}/inside")), tuple(links))


def environment() -> dict[str, str]:
    """All the variables that a submission gets; none is the marker's own."""
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": HOME,
        "TMPDIR": FILES_OF_A_MOMENT,
        "LANG": "C.UTF-8",
        "NBGRADER_EXECUTION": "autograde",
        "PYTHONPATH": MARKER,
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MPLBACKEND": "Agg",
    }


def _python_and_kit() -> list[Path]:
    """Folders of this Python, its packages and the kit, by their names and where these lead."""
    interpreter = Path(os.path.realpath(sys.executable)).parent.parent
    prefixes = [Path(sys.prefix), Path(sys.base_prefix), interpreter]
    # Not a prefix as a whole: somebody may have made the environment in the course's own folder.
    named = [prefix / part for prefix in prefixes for part in _PARTS]
    named += [Path(leverplug.__file__).parent, datasets.folder()]
    found = [path for one in named for path in (one, one.resolve())]
    return [path for path in dict.fromkeys(found) if path.exists()]


def _within(path: str, binds: dict[str, str]) -> bool:
    """Whether a folder that is bound anyway holds a path."""
    return any(str(parent) in binds for parent in Path(path).parents)
