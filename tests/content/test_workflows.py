"""GitHub's workflows and the files beside them: pinned, with few rights, true to the Makefile."""

import json
import re
from pathlib import Path

import pytest
import yaml
from contents import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = sorted((GITHUB / "actions").glob("*/action.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([\w./-]+):", MAKEFILE, re.M))
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
MADE = re.compile(r"\bmake ((?:\.?[a-z][\w./-]*)(?: [a-z][\w-]*)*)")
# Who may write what: one job each, and nobody else.
RIGHTS = {
    ("publish.yml", "build"): {"contents": "write"},
    ("publish.yml", "deploy"): {"pages": "write", "id-token": "write"},
}


def read(path: Path) -> dict:
    """A YAML file; YAML takes the key `on` for true."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def commands(path: Path) -> list[str]:
    """What the steps of a workflow or an action run."""
    found = read(path)
    places = [*found.get("jobs", {}).values(), found.get("runs", {})]
    return [step["run"] for place in places for step in place.get("steps", ()) if "run" in step]


def test_there_are_the_workflows_that_contributing_tells_of():
    assert [path.name for path in WORKFLOWS] == ["full.yml", "publish.yml", "test.yml"]


def test_every_action_is_pinned_by_its_commit_with_its_version_beside():
    used = [
        (path.name, line.split("uses:")[1].strip())
        for path in (*WORKFLOWS, *ACTIONS)
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert len(used) > 10
    ours = {f"./{path.parent.relative_to(ROOT).as_posix()}" for path in ACTIONS}
    assert [use for use in used if use[1] not in ours and not PINNED.fullmatch(use[1])] == []


def test_an_action_has_one_version_everywhere():
    texts = [path.read_text(encoding="utf-8") for path in (*WORKFLOWS, *ACTIONS)]
    used = {use for text in texts for use in re.findall(r"uses: ([\w-]+/\S+@\S+)", text)}
    assert len({use.split("@")[0] for use in used}) == len(used)


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("actions/checkout@v4", False),
        ("actions/checkout@3d3c42e # v7.0.1", False),
        (f"actions/checkout@{'a1' * 20}", False),
        (f"actions/checkout@{'a1' * 20} # v7.0.1", True),
    ],
)
def test_a_tag_or_half_a_hash_is_no_pin(line: str, right: bool):
    assert bool(PINNED.fullmatch(line)) == right


def test_every_make_command_is_in_the_makefile():
    files = [*WORKFLOWS, *ACTIONS]
    made = {
        target
        for path in files
        for command in commands(path)
        for words in MADE.findall(command)
        for target in words.split()
    }
    made |= set(
        re.findall(
            r"make ([\w./-]+)", (ROOT / ".devcontainer/devcontainer.json").read_text("utf-8")
        )
    )
    assert {"check", "book", "test-full"} <= made
    assert made - TARGETS == set()


def test_every_script_that_is_run_is_there():
    run = [word for path in WORKFLOWS for text in commands(path) for word in text.split()]
    scripts = {word for word in run if word.startswith((".ci/", "book/", "tests/"))}
    assert {".ci/run", "book/publish/notebooks_branch.py"} <= scripts
    assert [script for script in scripts if not (ROOT / script).exists()] == []


def test_rights_are_to_read_and_a_job_that_writes_is_named_here():
    for path in WORKFLOWS:
        workflow = read(path)
        assert workflow["permissions"] == {"contents": "read"}, path.name
        for name, job in workflow["jobs"].items():
            assert job.get("permissions", {}) == RIGHTS.get((path.name, name), {}), (
                path.name,
                name,
            )


def test_what_a_fork_sends_never_runs_with_our_rights_or_secrets():
    for path in WORKFLOWS:
        triggers = set(read(path)[True])
        assert triggers <= {"push", "pull_request", "schedule", "workflow_dispatch"}, path.name
        assert "secrets." not in path.read_text(encoding="utf-8")
    assert "pull_request" not in read(GITHUB / "workflows/publish.yml")[True]


def test_only_the_job_that_pushes_keeps_the_key_of_the_checkout():
    for path in WORKFLOWS:
        for name, job in read(path)["jobs"].items():
            for step in job["steps"]:
                if step.get("uses", "").startswith("actions/checkout@"):
                    keeps = step.get("with", {}).get("persist-credentials", True)
                    assert keeps == ((path.name, name) == ("publish.yml", "build"))


def test_every_job_ends_by_itself_and_no_workflow_runs_twice_for_one_branch():
    for path in WORKFLOWS:
        workflow = read(path)
        assert workflow["concurrency"]["group"]
        assert all(0 < job["timeout-minutes"] <= 360 for job in workflow["jobs"].values())


def test_checks_run_on_every_python_that_the_kit_promises():
    matrix = read(GITHUB / "workflows/test.yml")["jobs"]["check"]["strategy"]["matrix"]
    pythons = [*matrix["python"], *(one["python"] for one in matrix["include"])]
    said = re.search(r"Python 3\.(\d+) to 3\.(\d+)", (ROOT / ".ci/environment").read_text("utf-8"))
    assert said
    first, last = int(said[1]), int(said[2])
    assert pythons == [f"3.{minor}" for minor in range(first, last + 1)]


def test_dependabot_looks_where_dependencies_are():
    updates = read(GITHUB / "dependabot.yml")["updates"]
    places = {
        (update["package-ecosystem"], place)
        for update in updates
        for place in update.get("directories", [update.get("directory")])
    }
    folders = [path.parent.relative_to(ROOT) for path in ROOT.glob("tests/*/package.json")]
    folders += [path.parent.relative_to(ROOT) for path in ROOT.glob("book/_ext/*/web/package.json")]
    npm = {("npm", f"/{folder.as_posix()}") for folder in folders}
    actions = {
        ("github-actions", f"/{path.parent.relative_to(ROOT).as_posix()}") for path in ACTIONS
    }
    assert {("pip", "/"), ("github-actions", "/")} | npm | actions <= places
    assert all(update["schedule"]["interval"] == "weekly" for update in updates)


def test_hooks_are_our_own_and_their_programs_come_from_the_environment():
    hooks = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"]
    for hook in hooks[0]["hooks"]:
        assert hook["language"] == "system"
        assert (ROOT / hook["entry"].split()[0]).exists(), hook["id"]


def test_the_container_has_binders_python():
    settings = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    file = ROOT / ".devcontainer" / settings["build"]["dockerfile"]
    version = (ROOT / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    assert f"FROM python:{version}-" in file.read_text(encoding="utf-8")
    assert f"python{version}" in settings["postCreateCommand"]
