"""Packs a built site for a classroom without internet: `python -m livepages.offline SITE ZIP`.

The pack holds the site and `serve.py`, which needs nothing but Python.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ALREADY_PACKED = {".lpz", ".whl", ".zip", ".png", ".jpg", ".woff2", ".gz"}
READ_ME = """This folder is the whole book, with Python inside: it needs no internet.

1. Install Python 3 once (python.org), if this computer has none.
2. In this folder, run:   python serve.py     (Windows: py serve.py)
3. The book opens in the browser. Close the window of the command to stop.

To serve a whole classroom, run:   python serve.py --everyone
It prints the address that the others type into their browsers.
"""


def pack(site: Path, target: Path, name: str) -> Path:
    """Write one zip with everything below a folder `name`.

    Raises:
        FileNotFoundError: There is no built book in `site`.
    """
    if not (site / "index.html").exists():
        raise FileNotFoundError(f"There is no built book in {site}: build it first")
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(f"{name}/READ ME.txt", READ_ME)
        archive.write(HERE / "serve.py", f"{name}/serve.py")
        for path in sorted(site.rglob("*")):
            if path.is_file():
                how = zipfile.ZIP_STORED if path.suffix in ALREADY_PACKED else None
                inside = f"{name}/site/{path.relative_to(site).as_posix()}"
                archive.write(path, inside, compress_type=how)
    return target


def main(arguments: list[str]) -> int:
    """Pack SITE into ZIP; the folder inside is named like the zip."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    site, target = map(Path, arguments)
    made = pack(site, target, target.stem)
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB. Unpack it and run: python serve.py")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
