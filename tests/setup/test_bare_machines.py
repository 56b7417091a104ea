"""The README's two commands on machines that have Python and make, and nothing else of ours.

Collected where such machines can be made: as root, with Debian's mmdebstrap; see conftest.py.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import bare_machine
import pytest
from bare_machine import USER, Machine

pytestmark = pytest.mark.full

VENV_MISSING = "apt-get install python"
# Suite, packages beside make, and who works there. Only `make test` needs git, for what it
# publishes on trial, and a browser, which root gets installed and an ordinary user has to have.
MACHINES = {
    "stable": ("stable", ["python3", "git"], "root"),
    "python-3.15": ("unstable", ["python3.15", "git"], "root"),
    "ordinary-user": ("testing", ["python3", "python3-venv", "git", "chromium"], USER),
}


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Callable[..., Machine]]:
    """Makes a machine; what it wrote goes afterwards, since it is large."""
    made = []

    def make(suite: str, *packages: str, user: str = "root") -> Machine:
        made.append(bare_machine.make(tmp_path / "machine", suite, *packages, user=user))
        return made[-1]

    yield make
    for machine in made:
        bare_machine.remove(machine)


@pytest.mark.parametrize("name", MACHINES)
def test_the_two_commands_work_on_a_bare_machine(name: str, new: Callable[..., Machine]) -> None:
    suite, packages, user = MACHINES[name]
    machine = new(suite, *packages, user=user)
    book = machine.run("SERVE=0 make book")
    assert book.returncode == 0, book.stdout[-4000:]
    assert "data-live-cell" in (machine.kit / "_build/html/book/index.html").read_text("utf-8")
    tests = machine.run("make test")
    assert tests.returncode == 0, tests.stdout[-8000:]
    assert " passed" in tests.stdout.splitlines()[-1]


def test_an_ordinary_user_without_the_venv_package_is_told_its_name(
    new: Callable[..., Machine],
) -> None:
    done = new("stable", "python3", user=USER).run("SERVE=0 make book")
    assert done.returncode != 0
    assert VENV_MISSING in done.stdout
    assert "-venv" in done.stdout


def test_a_machine_without_python_is_told_which_one_to_install(new: Callable[..., Machine]) -> None:
    done = new("stable").run("SERVE=0 make book")
    assert done.returncode != 0
    assert "Python 3.11 to 3.15" in done.stdout
