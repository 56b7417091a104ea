"""Scripts made of modules reach the pages that need them, all of one edition."""

import re
from pathlib import Path

from bookpages.assets import stamped


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_modules_import_one_another_under_addresses_that_follow_each_change(tmp_path: Path):
    entry = '// see "./other.js"\nimport { one } from "./one.js";\nimport "./two.js";\none();\n'
    folder = write(tmp_path, entry=entry, one="export const one = 1;\n", two="let two;\n")
    before = stamped(folder)
    first, second = re.findall(r'"\./\w+\.js\?v=(\w{8})"', before["entry.js"])
    assert first == second
    assert before["entry.js"].replace(f"?v={first}", "") == entry
    assert before["one.js"] == "export const one = 1;\n"
    write(folder, two="let three;\n")
    assert first not in stamped(folder)["entry.js"]


def test_an_import_over_several_lines_is_followed_too(tmp_path: Path):
    write(tmp_path, entry='import {\n  one,\n} from "./one.js";\n', one="")
    assert '"./one.js?v=' in stamped(tmp_path)["entry.js"]
