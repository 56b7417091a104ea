"""The cache: a folder is complete or not there, the latest stay, none in use is deleted."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from livepages import cache
from livepages.cache import clear_cache, make_once

HOUR = 3600.0


def folder(cache: Path, name: str, hours_ago: float) -> Path:
    made = cache / name
    made.mkdir(parents=True)
    (made / "file").write_text(name)
    when = time.time() - hours_ago * HOUR
    os.utime(made, (when, when))
    return made


def names(cache: Path) -> set[str]:
    return {path.name for path in cache.iterdir()}


def test_what_is_there_is_not_made_again(tmp_path: Path) -> None:
    made = []

    def make(empty: Path) -> None:
        made.append(empty)
        (empty / "file").write_text("whole")

    first, again = (make_once(tmp_path, "runtime-1", make) for _ in range(2))
    assert first == again == tmp_path / "runtime-1"
    assert (again / "file").read_text() == "whole"
    assert len(made) == 1
    assert names(tmp_path) == {"runtime-1"}


@pytest.mark.parametrize(
    "damage",
    [
        lambda made: (made / "deep" / "file").write_text("wholf"),
        lambda made: (made / "deep" / "file").unlink(),
        lambda made: (made / "more").write_text("of an unknown hand"),
        lambda made: (made / cache.HASH).unlink(),
    ],
)
def test_what_is_not_as_it_was_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None]
) -> None:
    def make(empty: Path) -> None:
        (empty / "deep").mkdir()
        (empty / "deep" / "file").write_text("whole")

    made = make_once(tmp_path, "unpacked-1", make)
    damage(made)
    monkeypatch.setattr(cache, "_seen_whole", set())  # as in the next build
    again = make_once(tmp_path, "unpacked-1", make)
    found = {path.relative_to(again).as_posix() for path in again.rglob("*") if path.is_file()}
    assert found == {"deep/file", cache.HASH}
    assert (again / "deep" / "file").read_text() == "whole"
    assert names(tmp_path) == {"unpacked-1"}


def test_what_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def make(empty: Path) -> None:
        (empty / "half").write_text("")
        raise OSError("no more room")

    with pytest.raises(OSError, match="no more room"):
        make_once(tmp_path, "runtime-1", make)
    assert names(tmp_path) == set()


def test_two_builds_that_make_the_same_at_once_both_get_it_whole(tmp_path: Path) -> None:
    together, found = threading.Barrier(2), []

    def make(empty: Path) -> None:
        (empty / "first").write_text("")
        together.wait(10)  # both are at work, each in a folder of its own
        (empty / "second").write_text("")

    def build() -> None:
        taken = make_once(tmp_path, "runtime-1", make)
        found.append(sorted(path.name for path in taken.iterdir()))

    builds = [threading.Thread(target=build) for _ in range(2)]
    for each in builds:
        each.start()
    for each in builds:
        each.join(20)
    assert found == [[cache.HASH, "first", "second"]] * 2
    assert names(tmp_path) == {"runtime-1"}


def test_the_latest_stay_and_so_does_what_a_build_may_still_use(tmp_path: Path) -> None:
    for hours in (30, 20, 10, 9, 1):
        folder(tmp_path, f"runtime-{hours}", hours)
    assert set(clear_cache(tmp_path, kept=3, in_use_s=2 * HOUR)) == {"runtime-30", "runtime-20"}
    assert names(tmp_path) == {"runtime-10", "runtime-9", "runtime-1"}

    assert clear_cache(tmp_path, kept=0, in_use_s=9.5 * HOUR) == ["runtime-10"]
    assert names(tmp_path) == {"runtime-9", "runtime-1"}


def test_kinds_are_counted_apart_and_wheels_and_packages_are_left_alone(tmp_path: Path) -> None:
    stay = {"lite-wheels", "npm-1", "own", "unpacked", "wheels", "runtime-1", "lite-1"}
    for name in stay:
        folder(tmp_path, name, 50)
    folder(tmp_path, "unfinished-runtime-2-abc", 50)
    folder(tmp_path, "unfinished-runtime-3-abc", 0.1)  # somebody is at it
    assert clear_cache(tmp_path, kept=1) == ["unfinished-runtime-2-abc"]
    assert names(tmp_path) == stay | {"unfinished-runtime-3-abc"}


def test_asking_for_a_folder_keeps_it_from_being_cleared(tmp_path: Path) -> None:
    folder(tmp_path, "runtime-old", 50)
    make_once(tmp_path, "runtime-old", lambda empty: None)
    assert clear_cache(tmp_path, kept=0) == []
