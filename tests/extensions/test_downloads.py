"""What is fetched is used only if its hash is the one expected, whichever source it came from."""

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from livepages import downloads, remote_zip
from serving import serve

CONTENT = bytes(range(256)) * 40
DOWNLOAD = downloads.Download("part.whl", hashlib.sha256(CONTENT).hexdigest())


@dataclass
class FakeSource:
    """A source that gives `content`, or breaks off after `breaks` bytes."""

    label: str
    content: bytes | None = CONTENT
    breaks: int | None = None
    asked: list[int] = field(default_factory=list)

    def read(self, name: str, offset: int) -> Iterable[bytes]:
        self.asked.append(offset)
        if self.content is None:
            raise OSError("nobody answers")
        yield self.content[offset : self.breaks]
        if self.breaks is not None:
            raise OSError("the line broke")


def fetch(folder: Path, *sources: FakeSource) -> tuple[Path, list[str]]:
    said: list[str] = []
    return downloads.fetch(DOWNLOAD, sources, folder, said.append), said


def test_the_first_source_that_has_the_file_is_used(tmp_path: Path) -> None:
    one, two = FakeSource("one"), FakeSource("two")
    path, _ = fetch(tmp_path, one, two)
    assert path.read_bytes() == CONTENT
    assert two.asked == []


def test_a_source_out_of_reach_falls_to_the_next(tmp_path: Path) -> None:
    path, said = fetch(tmp_path, FakeSource("one", None), FakeSource("two"))
    assert path.read_bytes() == CONTENT
    assert any("not to be had from one: nobody answers" in line for line in said)


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT[:-1] + b"!"], ids=["short", "tampered"])
def test_another_content_is_refused_with_its_name_and_both_hashes(
    tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(downloads.UnavailableError) as refused:
        fetch(tmp_path, FakeSource("one", content))
    for part in (DOWNLOAD.name, DOWNLOAD.sha256, hashlib.sha256(content).hexdigest(), "one"):
        assert part in str(refused.value)
    assert list(tmp_path.glob("part.whl*")) == []


def test_a_broken_transfer_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with pytest.raises(downloads.UnavailableError, match="the line broke"):
        fetch(tmp_path, FakeSource("one", breaks=1000))
    again = FakeSource("one")
    path, _ = fetch(tmp_path, again)
    assert again.asked == [1000]
    assert path.read_bytes() == CONTENT


def test_a_file_spoilt_in_the_cache_is_fetched_again(tmp_path: Path) -> None:
    (tmp_path / DOWNLOAD.name).write_bytes(b"spoilt")
    path, said = fetch(tmp_path, FakeSource("one"))
    assert path.read_bytes() == CONTENT
    assert any("from the cache was refused" in line for line in said)


def test_without_any_source_each_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        downloads.UnavailableError, match=r"one: nobody answers; two: nobody answers"
    ):
        fetch(tmp_path, FakeSource("one", None), FakeSource("two", None))


def test_a_host_that_gives_no_parts_is_refused_by_the_zip_reader(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("inside.txt", "hello")
    with serve(tmp_path) as address, pytest.raises(OSError, match="cannot be read in parts"):
        list(remote_zip.member_reader(f"{address}/all.zip", "inside.txt"))
