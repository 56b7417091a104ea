"""Wheels for the browser's Lab, and the lock file by which Pyodide finds them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from email.parser import Parser
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from livepages.cache import make_once
from livepages.downloads import UnavailableError

LAB = Path(__file__).with_name("lab")
START = "livepages_lab"
LATER = LAB / "livepages_later.py"
ON_IMPORT = Path(__file__).with_name("kernel") / "livepages_on_import.py"  # pages have it, too
PYTHON = "3.14"  # of the page
PURE = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
# What the page's Python says of itself where a requirement asks.
ENVIRONMENT = {
    "sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix",
    "platform_python_implementation": "CPython", "implementation_name": "cpython", "extra": "",
}  # fmt: skip


def pure_wheels(requirements: Path, cache: Path) -> list[Path]:
    """Download the packages of a requirements file as pure wheels; pip checks each hash.

    Args:
        requirements: Exact versions with hashes. Packages that it names by `--no-binary` come as
            sources, of which only the Python files are used.
        cache: Folder of the cache.

    Raises:
        UnavailableError: pip could not fetch them, or a hash is another one.
    """

    def download(folder: Path) -> None:
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
            "--only-binary", ":all:", "--platform", "any", "--implementation", "py",
            "--abi", "none", "--python-version", PYTHON,
            "--requirement", str(requirements), "--dest", str(folder),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise UnavailableError(f"the Lab's packages could not be fetched: {done.stderr[-800:]}")
        for source in folder.glob("*.tar.gz"):
            _wheel_of(source)

    key = hashlib.sha256(PYTHON.encode() + requirements.read_bytes()).hexdigest()[:12]
    return sorted(make_once(cache / "lite-wheels", key, download).glob("*.whl"))


def own_wheel(project: Path, folder: Path) -> Path:
    """Build the wheel of a Python project, with the build backend that is installed here."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.whl"):
        old.unlink()
    command = [
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps",
        "--no-build-isolation", "--wheel-dir", str(folder), str(project),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr[-800:]
        raise UnavailableError(f"the wheel of {project.name} could not be built: {said}")
    return next(folder.glob("*.whl"))


def _wheel_of(source: Path) -> None:
    """Turn the source of a package into a pure wheel, without its compiled part."""
    stem = source.name.removesuffix(".tar.gz")
    name, _, version = stem.rpartition("-")
    target = source.with_name(f"{stem}-py3-none-any.whl")
    info = f"{name}-{version}.dist-info"
    files: dict[str, bytes] = {}
    with tarfile.open(source) as archive:
        for member in archive.getmembers():
            opened = archive.extractfile(member) if member.isfile() else None
            path = member.name.removeprefix(f"{stem}/")
            if opened and path.startswith("src/") and path.endswith(".py"):
                files[path.removeprefix("src/")] = opened.read()
            elif opened and path == "PKG-INFO":
                files[f"{info}/METADATA"] = opened.read()
    write(target, info, files)


def start_wheel(
    on_import: Mapping[str, str], later: Iterable[str], specs: Mapping[str, Any], folder: Path
) -> Path:
    """What each kernel of the Lab loads first, with what the book asks for on imports.

    Args:
        on_import: `module:callable` by the name of the module after whose import to call it.
        later: Packages to fetch when they are first imported.
        specs: Chart specifications by name.
        folder: Where to put the wheel.
    """
    info = f"{START}-1.dist-info"
    asked = {"on_import": dict(on_import), "later": sorted(later)}
    config = (LAB / "ipython_config.py").read_bytes()
    files = {
        f"{START}.py": (LAB / f"{START}.py").read_bytes(),
        LATER.name: LATER.read_bytes(),
        ON_IMPORT.name: ON_IMPORT.read_bytes(),
        f"{START}.json": json.dumps(asked, sort_keys=True).encode(),
        "livepages_specs.json": json.dumps(dict(specs), separators=(",", ":")).encode(),
        # Pyodide puts a wheel's data below its root, where IPython looks for settings.
        f"{START}-1.data/data/etc/ipython/ipython_config.py": config,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {START}\nVersion: 1\n".encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    return write(folder / f"{START}-1-py3-none-any.whl", info, files)


def write(target: Path, info: str, files: Mapping[str, bytes]) -> Path:
    """Write a wheel, with a record of what is in it; a pure one unless its files say otherwise."""
    held = {f"{info}/WHEEL": PURE, **files}
    held.pop(f"{info}/RECORD", None)
    record = "".join(_record_line(path, content) for path, content in held.items())
    held[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    with zipfile.ZipFile(target, "w") as wheel:
        for path, content in held.items():  # ZipInfo has a time of its own, the same for all
            wheel.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED, 9)
    return target


def _record_line(path: str, content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(content)}\n"


def lock(wheels: Iterable[Path], info: dict[str, str], later: Iterable[str] = ()) -> str:
    """A lock file of our own: exactly these wheels, needing nothing but one another.

    Args:
        wheels: All that there are.
        info: What Pyodide's lock says of itself.
        later: Packages that do not come with those that need them, only with their import.
    """
    found = {name_of(wheel): wheel for wheel in wheels}
    brought = {*found} - {canonicalize_name(name) for name in later}
    packages = {name: _entry(name, wheel, brought) for name, wheel in found.items()}
    return json.dumps({"info": info, "packages": packages}, indent=1, sort_keys=True)


def name_of(wheel: Path) -> str:
    """The name of a wheel's package, as an index spells it."""
    return canonicalize_name(wheel.name.split("-")[0])


def _entry(name: str, wheel: Path, known: set[str]) -> dict[str, Any]:
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.namelist()
        metadata = next(path for path in inside if path.endswith(".dist-info/METADATA"))
        fields = Parser().parsestr(archive.read(metadata).decode("utf-8"))
    return {
        "name": name, "version": fields["Version"], "file_name": wheel.name,
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "imports": fields.get_all("Import-Name") or _imports(inside),
        "depends": sorted(_needs(fields.get_all("Requires-Dist") or [], known)),
        "install_dir": "site", "package_type": "package", "unvendored_tests": False,
    }  # fmt: skip


def needed(names: Iterable[str], wheels: Iterable[Path]) -> list[Path]:
    """Those of `wheels` that packages need, their own among them, by what the wheels say."""
    found = {name_of(wheel): wheel for wheel in wheels}
    packages = {name: _entry(name, wheel, {*found}) for name, wheel in found.items()}
    wanted = with_needs((canonicalize_name(name) for name in names), packages)
    return [wheel for name, wheel in sorted(found.items()) if name in wanted]


def with_needs(names: Iterable[str], packages: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Packages with all that they need, by what a lock's `packages` say of them."""
    wanted: set[str] = set()
    more = {*names}
    while more:
        wanted |= more
        more = {need for name in more & {*packages} for need in packages[name]["depends"]} - wanted
    return wanted


def _imports(inside: list[str]) -> list[str]:
    """The top-level names that a wheel can be imported by."""
    tops = {re.split(r"[/.]", path)[0] for path in inside if path.endswith((".py", ".so"))}
    return sorted(top for top in tops if top.isidentifier() and not top.startswith("_"))


def _needs(requirements: list[str], known: set[str]) -> set[str]:
    environment = {**ENVIRONMENT, "python_version": PYTHON, "python_full_version": f"{PYTHON}.0"}
    wanted: set[str] = set()
    for text in requirements:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate(environment):
            wanted.add(canonicalize_name(requirement.name))
    return wanted & known
