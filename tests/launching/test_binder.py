"""What Binder would set up works: a fresh environment of the branch, and a chapter opened in it.

Each time that is done with the Python at hand; the full tests take the one Binder is asked for.
"""

import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import kit
import notebook_server
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PATIENCE_MS = 120_000  # a fresh environment compiles what it imports


@pytest.fixture(scope="module")
def branch(published: Path, tmp_path_factory) -> Path:
    """A copy of the branch: a server leaves things behind in its folder."""
    return shutil.copytree(published, tmp_path_factory.mktemp("binder") / "branch")


@pytest.fixture(scope="module", params=["at hand", pytest.param("asked", marks=pytest.mark.full)])
def python(request, branch: Path) -> Path:
    """The Python of an environment made from `requirements.txt` and `runtime.txt` alone."""
    found = kit.python_at_hand() if request.param == "at hand" else _asked(branch)
    folder = branch.parent / request.param.replace(" ", "-")
    return kit.environment(folder, found, "--requirement", "requirements.txt", cwd=branch)


def _asked(branch: Path) -> Path:
    version = (branch / "runtime.txt").read_text().strip().removeprefix("python-")
    found = kit.python_of(version)
    if found is None:
        pytest.fail(
            f"runtime.txt asks for Python {version}, and there is none on the PATH or among "
            f"pyenv's: install one, as by `pyenv install {version}`",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="module")
def lab(branch: Path, python: Path):
    """The address of JupyterLab in that environment, with the branch as its folder."""
    with notebook_server.serving(branch, python) as address:
        yield address


def test_the_library_is_installed_and_not_taken_from_the_folder(branch: Path, python: Path):
    script = "import leverplug; print(leverplug.__file__)"
    asked = [python, "-c", script]
    said = subprocess.run(asked, cwd=branch, capture_output=True, text=True, check=True).stdout
    assert Path(said).is_relative_to(python.parents[1])
    assert "site-packages" in said


@pytest.mark.full
def test_the_python_asked_for_is_the_one_that_is_found(branch: Path):
    script = "import sys; print('python-%d.%d' % sys.version_info[:2])"
    said = subprocess.run(
        [_asked(branch), "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == (branch / "runtime.txt").read_text().strip()


def test_nothing_that_marks_or_builds_is_installed(python: Path):
    script = "import importlib.util as u; print([u.find_spec(n) is None for n in {!r}])"
    absent = ("nbgrader", "jupyter_book", "sphinx", "playwright")
    asked = [python, "-c", script.format(absent)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert said.strip() == str([True] * len(absent))


def run_cell(page: Page, number: int) -> None:
    """Run a code cell, counted from 0, and wait until it has been run."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(number)
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-InputPrompt")).to_have_text(f"[{number + 1}]:", timeout=PATIENCE_MS)


def test_a_chapter_opens_by_double_click_and_its_first_lab_answers(browser: Browser, lab: str):
    context = browser.new_context(viewport={"width": 1300, "height": 1500})
    page = context.new_page()
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.goto(f"{lab}/lab?reset&token={notebook_server.TOKEN}")
    entry = page.locator(".jp-DirListing-item")
    entry.filter(has_text="book").first.dblclick(timeout=PATIENCE_MS)
    entry.filter(has_text="index.ipynb").dblclick(timeout=PATIENCE_MS)
    title = page.locator(".jp-Notebook h1").first
    expect(title).to_contain_text("Levers and Plugs", timeout=PATIENCE_MS)
    notebook_server.await_kernel(page)

    run_cell(page, 0)  # where the kit is missing this fetches it; here it must do nothing
    expect(page.locator(".jp-Notebook .jp-CodeCell").nth(0).locator(".jp-Output")).to_have_count(0)
    run_cell(page, 1)
    says = page.locator(".lp-says").first
    expect(says).to_be_visible(timeout=PATIENCE_MS)
    before = says.inner_text()
    page.locator(".widget-slider", has_text="Trade fair").locator(".noUi-handle").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(says).not_to_have_text(before, timeout=PATIENCE_MS)
    assert hosts - {None} == {"127.0.0.1"}
    context.close()
