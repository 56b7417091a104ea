"""Byte code of what a page's or the Lab's Python imports; runs in that Python, under Node."""

import importlib.util
import io
import sys
import zipfile
from collections.abc import Iterable

# Private: nothing public writes byte code into memory.
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from pathlib import Path

ONLY_DOCUMENTATION = {"numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py"}
STDLIB_ZIP = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip"
STDLIB = f"{STDLIB_ZIP}/"
NEEDS_DOCSTRINGS = {"_pyodide", "pyodide"}  # they give the page's own objects their descriptions
AS_WRITTEN, WITHOUT_DOCSTRINGS = 0, 2


def stdlib_in_use_compiled() -> bytes:
    """The standard library with what is now in use of it compiled, in place of its text."""
    documented = {*sys.stdlib_module_names, *NEEDS_DOCSTRINGS}
    found = {file: code for _, file, code in compiled_stdlib(sys.modules, documented)}
    with zipfile.ZipFile(STDLIB_ZIP) as given:
        kept = [name for name in given.namelist() if f"{name}c" not in found]
        text = {name: given.read(name) for name in kept}
    return zipped([*found.items(), *text.items()], zipfile.ZIP_DEFLATED)


def compiled_stdlib(
    names: Iterable[str], documented: Iterable[str] = NEEDS_DOCSTRINGS
) -> list[tuple[str, str, bytes]]:
    """Of modules, those of the standard library: name, file within it, and byte code."""
    made = []
    for name in sorted(names):
        spec = getattr(sys.modules[name], "__spec__", None)
        if spec is None or not (spec.origin or "").startswith(STDLIB):
            continue
        parts = Path(spec.origin).parts[3:]
        code = compiled(spec.loader.get_source(name).encode(), parts, documented)
        made.append((name, str(Path(*parts).with_suffix(".pyc")), code))
    return made


def compiled(source: bytes, parts: tuple[str, ...], documented: Iterable[str]) -> bytes:
    """A module's byte code, without docstrings unless its package is one of `documented`.

    Docstrings are a good part of what a snapshot weighs. What readers may ask help() for keeps
    them, and so does what is fetched later, since some packages read their own.
    """
    name = "/".join(parts)
    if name in ONLY_DOCUMENTATION:
        source = b""
    level = AS_WRITTEN if Path(parts[0]).stem in documented else WITHOUT_DOCSTRINGS
    code = compile(source, name, "exec", dont_inherit=True, optimize=level)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def zipped(files: Iterable[tuple[str, bytes]], how: int = zipfile.ZIP_STORED) -> bytes:
    """A zip file; not compressed where that which carries it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how, compresslevel=9) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name)  # always with the same date
            info.compress_type = how
            archive.writestr(info, content)
    return made.getvalue()
