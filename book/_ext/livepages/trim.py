"""Leaves out of the Lab's wheels what no Python in a browser can use, and sets apart what can wait.

What can wait is fetched when it is first imported (`lab/livepages_later.py`). Licences stay.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from livepages.wheels import name_of, write

# By package, and for all of them: front ends for a Jupyter server (the Lab has its own), tests,
# what compilers and type checkers read, and stubs that Jedi looks for elsewhere, in vain.
UNUSED = {
    "": r"[^/]+\.data/data/(share|etc)/jupyter/|.*/tests/",
    "anywidget": r"anywidget/(labextension|nbextension)/",
    "ipython": r"IPython/(sphinxext|terminal/pt_inputhooks/(?!__init__))",  # desktops' loops
    "jedi": r"jedi/third_party/(django-stubs|typeshed/stubs)/",
    "numpy": r"numpy/f2py/|numpy/.*\.(a|c|h|pxd|pyi|pyx)$",
    "pandas": r"pandas/.*\.(h|pxd|pyi|pyx)$",
    "prompt-toolkit": r"prompt_toolkit/(contrib/(ssh|telnet)|.*/(conemu|win32|windows10))",
    "wcwidth": r"wcwidth/table_grapheme_overrides/_known_",  # one for each make of a terminal
}
# What a kernel can start without: which files, and as what they are imported.
WAITING = {
    "jedi": (r"jedi/", "jedi"),  # until a completion is asked for
    "parso": (r"parso/", "parso"),
    "pygments": (r"pygments/lexers/(?!__init__|_mapping|python\.)", "pygments.lexers"),
}
APART = "_later"  # ends the name of the wheel of what can wait
METADATA = "Metadata-Version: 2.5\nName: {name}\nVersion: {version}\nImport-Name: {module}\n"
LICENCE = re.compile(
    r"[^/]+\.dist-info/(licenses/|LICEN[CS]E|COPYING|NOTICE|AUTHORS)", re.IGNORECASE
)


def trimmed(wheel: Path, folder: Path) -> list[Path]:
    """Write what is used of a wheel into a folder: as one wheel, and what can wait as another."""
    name = name_of(wheel)
    waiting = WAITING[name][0] if name in WAITING else "(?!)"  # which matches nothing
    with zipfile.ZipFile(wheel) as archive:
        paths = [path for path in archive.namelist() if not path.endswith("/")]
        files = {path: archive.read(path) for path in paths if not _is_unused(path, name)}
    first = {path: content for path, content in files.items() if not re.match(waiting, path)}
    info = next(path for path in files if path.endswith(".dist-info/METADATA")).split("/")[0]
    made = [write(folder / wheel.name, info, first)]
    if len(first) < len(files):
        rest = {path: content for path, content in files.items() if path not in first}
        made.append(_apart(folder, info, rest, first, WAITING[name][1]))
    return made


def _apart(
    folder: Path, info: str, rest: dict[str, bytes], first: dict[str, bytes], module: str
) -> Path:
    """Write the wheel of what can wait, with the licences of the whole."""
    name, version = info.removesuffix(".dist-info").rsplit("-", 1)
    there = f"{name}{APART}-{version}.dist-info"
    licences = {path.replace(info, there): first[path] for path in first if LICENCE.match(path)}
    metadata = METADATA.format(name=name + APART, version=version, module=module).encode()
    target = folder / f"{name}{APART}-{version}-py3-none-any.whl"
    return write(target, there, {f"{there}/METADATA": metadata, **licences, **rest})


def _is_unused(path: str, name: str) -> bool:
    return any(re.match(each, path) for each in (UNUSED[""], UNUSED.get(name, "(?!)")))
