"""The Lab's wheels hold what its Python can use; what can wait lies in wheels of its own."""

import base64
import hashlib
import json
import re
import zipfile
from pathlib import Path

import contents
import pytest
from livepages import trim, wheels


@pytest.fixture
def make(tmp_path):
    """Write a wheel of some files, as a package's author would."""

    def write(name: str, *paths: str, needs: str = "") -> Path:
        info = f"{name}-1.dist-info"
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n{needs}"
        files = {path: path.encode() for path in paths}
        files |= {f"{info}/METADATA": metadata.encode(), f"{info}/licenses/LICENSE": b"free"}
        target = tmp_path / f"{name}-1-py3-none-any.whl"
        return wheels.write(target, info, files)

    return write


def inside(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info" not in name}


def folder(tmp_path: Path) -> Path:
    made = tmp_path / "trimmed"
    made.mkdir(exist_ok=True)
    return made


def test_front_ends_for_a_server_and_tests_are_left_out(make, tmp_path):
    front = "some-1.data/data/share/jupyter/labextensions/some/main.js"
    data = "some-1.data/data/etc/other/settings.py"
    wheel = make(
        "some", "some/__init__.py", "some/tests/test_it.py", "some/testing.py", front, data
    )
    (made,) = trim.trimmed(wheel, folder(tmp_path))
    assert made.name == wheel.name
    assert inside(made) == {"some/__init__.py", "some/testing.py", data}


def test_what_can_wait_is_set_apart_with_its_licence_and_is_found_by_its_import(make, tmp_path):
    start = {"pygments/__init__.py", "pygments/lexers/__init__.py", "pygments/lexers/python.py"}
    first, later = trim.trimmed(
        make("pygments", *start, "pygments/lexers/c_cpp.py"), folder(tmp_path)
    )
    assert inside(first) == start
    assert inside(later) == {"pygments/lexers/c_cpp.py"}
    with zipfile.ZipFile(later) as archive:
        assert archive.read("pygments_later-1.dist-info/licenses/LICENSE") == b"free"
    found = json.loads(wheels.lock([first, later], {}))["packages"]
    assert found["pygments"]["imports"] == ["pygments"]
    assert found["pygments-later"]["imports"] == ["pygments.lexers"]
    assert found["pygments-later"]["file_name"] == later.name


def test_the_record_names_what_is_there_and_its_hash(make, tmp_path):
    wheel = make("jedi", "jedi/__init__.py", "jedi/third_party/typeshed/stubs/six/six.pyi")
    for made in trim.trimmed(wheel, folder(tmp_path)):
        with zipfile.ZipFile(made) as archive:
            record = next(name for name in archive.namelist() if name.endswith("/RECORD"))
            rows = [line.split(",") for line in archive.read(record).decode().splitlines()]
            assert sorted(path for path, *_ in rows) == sorted(archive.namelist())
            for path, digest, _ in rows:
                content = hashlib.sha256(archive.read(path)).digest()
                expected = base64.urlsafe_b64encode(content).rstrip(b"=").decode()
                assert path == record or digest == f"sha256={expected}"


def test_the_same_wheel_becomes_the_same_bytes(make, tmp_path):
    wheel = make("some", "some/__init__.py")
    once, again = (trim.trimmed(wheel, folder(tmp_path))[0].read_bytes() for _ in range(2))
    assert once == again


def test_a_package_that_comes_later_does_not_come_with_what_needs_it(make):
    all_of_them = [
        make("book", "book.py", needs="Requires-Dist: pandas\nRequires-Dist: numpy\n"),
        make("pandas", "pandas/__init__.py", needs="Requires-Dist: numpy\n"),
        make("numpy", "numpy/__init__.py"),
    ]
    found = json.loads(wheels.lock(all_of_them, {}, later=["pandas"]))["packages"]
    assert found["book"]["depends"] == ["numpy"]
    assert found["pandas"]["depends"] == ["numpy"]
    assert found["pandas"]["imports"] == ["pandas"]


def test_each_package_that_is_trimmed_is_one_of_the_labs():
    pinned = (contents.ROOT / "book" / "lite_requirements.txt").read_text(encoding="utf-8")
    compiled = {"numpy", "pandas"}
    named = {*re.findall(r"(?m)^([A-Za-z0-9_.-]+)==", pinned)} | compiled
    assert ({*trim.UNUSED, *trim.WAITING} - {""}) <= named
