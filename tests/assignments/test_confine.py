"""The sandbox: what a submission's code can see, change, reach and leave behind in it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from assignments.engine.confine import Child, Sandbox, choice, commands, open_sandbox
from assignments.engine.confine.seen import Seen, seen
from assignments.engine.errors import CourseError
from assignments.engine.inside.channel import Channel, Ended, Flood, Garbled, Silent

REPOSITORY = Path(__file__).parents[2]
PATIENT = 60.0  # seconds; nothing that is right takes as long
SECRET = "what-the-marker-knows-52871"
MB = 1024 * 1024

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confined on Linux only")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Bubblewrap, which the tests' set-up installs; without it they fail, and say so."""
    os.environ["MARKERS_SECRET"] = SECRET
    with open_sandbox("bubblewrap") as opened:
        yield opened
    del os.environ["MARKERS_SECRET"]


@pytest.fixture
def child(sandbox: Sandbox) -> Iterator[Child]:
    with sandbox.start("probe") as started:
        yield started


def ask(child: Child, source: str) -> str:
    """The `result` of code that is run in a child, or the name of the error it raises."""
    child.send({"run": source})
    answer = child.receive(PATIENT)
    return str(answer["value"] if "value" in answer else answer["error"][0])


def lists(path: Path | str) -> str:
    return f"import os\nresult = sorted(os.listdir({str(path)!r}))"


def opens(path: Path | str, mode: str = "r") -> str:
    return f"result = open({str(path)!r}, {mode!r}).name"


def calls(name: str, *arguments: object) -> str:
    """Code that calls a function of the C library; its result is 0 or the error's number."""
    listed = ", ".join(repr(one) for one in arguments)
    return (
        "import ctypes\n"
        "library = ctypes.CDLL(None, use_errno=True)\n"
        f"result = library.{name}({listed}) and ctypes.get_errno()"
    )


NOT_THERE, REFUSED, READ_ONLY = "FileNotFoundError", "PermissionError", "OSError"


# --- what cannot be read --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "/etc/hostname",
        "/home",
        "/var",
        "/sys",
        "/proc/sys",
        "/proc/kcore",
        "/proc/sysrq-trigger",
        Path.home() / ".ssh",
        Path.home() / ".bashrc",
        REPOSITORY / "exercises" / "assignments",
        REPOSITORY / "tests",
        REPOSITORY / "_build",
        REPOSITORY / ".git",
        REPOSITORY / "Makefile",
    ],
    ids=str,
)
def test_what_is_not_the_kit_is_not_there(child: Child, path: Path | str) -> None:
    assert ask(child, f"import os\nos.stat({str(path)!r})") == NOT_THERE


def test_of_the_repository_there_is_the_kit_its_data_and_its_python(child: Child) -> None:
    seen_there = eval(ask(child, lists(REPOSITORY)))
    assert set(seen_there) <= {".venv", "datasets", "exercises"}
    assert ask(child, lists(REPOSITORY / "exercises")) == "['leverplug']"


def test_a_course_is_not_there(child: Child, tmp_path: Path) -> None:
    (tmp_path / "gradebook.db").write_text("marks")
    assert ask(child, opens(tmp_path / "gradebook.db")) == NOT_THERE


def test_the_environment_is_not_the_markers(child: Child) -> None:
    assert SECRET not in ask(child, "import os\nresult = dict(os.environ)")
    known = eval(ask(child, "result = dict(os.environ)"))
    assert known["NBGRADER_EXECUTION"] == "autograde"
    assert known["HOME"] == "/scratch/home"


def test_no_process_shows_the_markers_environment(child: Child) -> None:
    source = """
import glob
result = ""
for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline"):
    try:
        result += open(path).read()
    except OSError:
        pass
"""
    assert SECRET not in ask(child, source)


def test_processes_are_its_own(sandbox: Sandbox, child: Child) -> None:
    with sandbox.start("probe"):
        found = ask(child, "import os\nresult = [n for n in os.listdir('/proc') if n.isdigit()]")
    assert sorted(eval(found)) == ["1", "2"]


def test_what_keeps_it_cannot_be_looked_into(child: Child) -> None:
    assert ask(child, "result = open('/proc/1/environ', 'rb').read()") == REFUSED
    assert ask(child, "import os\nresult = os.readlink('/proc/1/fd/4')") == REFUSED
    assert ask(child, "open('/proc/1/mem', 'rb')") == REFUSED
    assert ask(child, calls("ptrace", 16, 1, 0, 0)) == "1"  # PTRACE_ATTACH; EPERM


def test_it_holds_no_descriptor_but_its_channel(child: Child) -> None:
    held = ask(child, "import os\nresult = {os.readlink(f'/proc/self/fd/{n}').split(':')[0] for n"
                      " in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}') or"
                      " n == '3'} - {'/proc/2/fd'}")  # fmt: skip
    assert eval(held) <= {"/dev/null", "socket"}
    sockets = (
        "import os\nresult = sum('socket' in os.readlink(f'/proc/self/fd/{n}') for n in '3456'"
    )
    assert ask(child, f"{sockets} if os.path.lexists(f'/proc/self/fd/{{n}}'))") == "1"


def test_the_keys_of_the_markers_session_are_not_its_own() -> None:
    source = f"""
import ctypes, platform
from assignments.engine.confine import open_sandbox
number = {{"x86_64": 248, "aarch64": 217}}[platform.machine()]  # add_key, to the session's ring
library = ctypes.CDLL(None)
key = library.syscall(number, b"user", b"marker", b"{SECRET}", {len(SECRET)}, -3)
find = "import ctypes\\nresult = ctypes.CDLL(None).syscall"
find += f"({{number + 2}}, 11, {{key}}, b'x' * 99, 99)"
held = library.syscall(number + 2, 11, key, ctypes.create_string_buffer(99), 99)
with open_sandbox("bubblewrap") as opened, opened.start("probe") as child:
    child.send({{"run": find}})
    print(held, child.receive(60))
"""
    run = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert run.stdout == f"{len(SECRET)} {{'value': '-1'}}\n"


# --- what cannot be changed -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        REPOSITORY / "exercises" / "leverplug" / "venture.py",
        REPOSITORY / "datasets" / "new.csv",
        Path(sys.prefix) / "lib" / "new",
        "/usr/new",
        "/etc/new",
        "/new",
        "/marker/inside/player.py",
        "/dev/new",
    ],
    ids=str,
)
def test_nothing_can_be_written_but_in_the_scratch_folder(child: Child, path: Path | str) -> None:
    assert ask(child, opens(path, "a")) in (READ_ONLY, REFUSED)


@pytest.mark.parametrize("place", ["mine.txt", "/scratch/mine.txt", "/dev/shm/mine.txt"])
def test_a_file_is_its_own(sandbox: Sandbox, child: Child, place: str) -> None:
    assert ask(child, f"open({place!r}, 'w').write('mine')\n{opens(place)}") == repr(place)
    with sandbox.start("probe") as other:
        assert ask(other, opens(place)) == NOT_THERE
    with sandbox.start("probe") as later:
        assert ask(later, opens(place)) == NOT_THERE


def test_temporary_files_can_be_made(child: Child) -> None:
    source = (
        "import tempfile\nresult = tempfile.NamedTemporaryFile().name.startswith('/scratch/tmp')"
    )
    assert ask(child, source) == "True"


def test_a_full_scratch_folder_is_an_error(child: Child) -> None:
    source = f"""
for number in range(6):
    with open(f"{{number}}.bin", "wb") as file:
        for _ in range(64):
            file.write(bytes({MB}))
"""
    assert ask(child, source) == "OSError"
    assert ask(child, "result = 1") == "1"


def test_a_huge_file_is_an_error(child: Child) -> None:
    source = f"with open('x', 'wb') as file:\n    file.seek(300 * {MB})\n    file.write(b'x')"
    assert ask(child, source) == "OSError"


@pytest.mark.parametrize(
    "call",
    [
        ("mount", b"none", b"/scratch", b"tmpfs", 0, 0),
        ("mount", b"none", b"/usr", None, 32 | 4096, 0),  # remounted, to be written
        ("umount2", b"/scratch", 0),
        ("umount2", b"/proc", 2),
        ("unshare", 0x00020000),  # mounts
        ("unshare", 0x20000000),  # processes
        ("sethostname", b"mine", 4),
        ("chroot", b"/usr"),
    ],
    ids=lambda call: call[0],
)
def test_no_right_is_left(child: Child, call: tuple[object, ...]) -> None:
    assert ask(child, calls(str(call[0]), *call[1:])) == "1"  # EPERM


def test_no_right_can_be_had_in_a_namespace_of_users(child: Child) -> None:
    assert ask(child, calls("unshare", 0x10000000)) == "28"  # ENOSPC: none may be made
    status = ask(child, "result = open('/proc/self/status').read()")
    for kind in ("Prm", "Eff", "Bnd", "Amb", "Inh"):
        assert f"Cap{kind}:\\t0000000000000000" in status
    assert "NoNewPrivs:\\t1" in status


# --- what cannot be reached -----------------------------------------------------------------------


def test_no_network_is_reached(child: Child) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        where = server.getsockname()
        assert ask(child, f"import socket\nsocket.create_connection({where!r}, 5)") in (
            "ConnectionRefusedError",
            "OSError",
        )
    assert ask(child, "import socket\nsocket.create_connection(('192.0.2.1', 80), 5)") == "OSError"


def test_no_socket_of_the_marker_is_reached(child: Child) -> None:
    name = f"\0marker-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        server.listen()
        source = f"import socket\nsocket.socket(socket.AF_UNIX).connect({name!r})"
        assert ask(child, source) == "ConnectionRefusedError"


def test_no_socket_of_a_neighbour_is_reached(sandbox: Sandbox, child: Child) -> None:
    serve = "import socket\nheld = socket.socket(socket.AF_UNIX)\nheld.bind('\\0n')\nheld.listen()"
    with sandbox.start("probe") as other:
        assert ask(other, serve) == "None"
        source = "import socket\nsocket.socket(socket.AF_UNIX).connect('\\0n')"
        assert ask(child, source) == "ConnectionRefusedError"


def test_no_process_outside_can_be_signalled(sandbox: Sandbox, child: Child) -> None:
    with sandbox.start("probe") as other:
        source = """
import os, signal
for process in (*range(-1, 3), *range(3, 40_000)):
    if process not in (-1, 0, os.getpid()):
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass
"""
        assert ask(child, source) == "None"
        assert ask(other, "result = 1") == "1"
    with sandbox.start("probe") as later:
        assert ask(later, "result = 1") == "1"


# --- how it ends ----------------------------------------------------------------------------------

DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "%d"])
    os._exit(0)
time.sleep(0.5)
"""


def running(seconds: int) -> list[psutil.Process]:
    """Processes that sleep for just so long."""
    wanted = ["sleep", str(seconds)]
    return [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == wanted]


def test_a_daemon_is_gone_after_close(sandbox: Sandbox) -> None:
    with sandbox.start("probe") as child:
        assert ask(child, DAEMON % 52871) == "None"
        assert len(running(52871)) == 1  # it has really started
    assert running(52871) == []


def test_a_daemon_that_holds_the_channel_is_gone_with_its_process(sandbox: Sandbox) -> None:
    with sandbox.start("probe") as child:
        ask(child, DAEMON % 52872)
        child.send({"run": "import os\nif os.fork():\n    os._exit(0)\nwhile True: pass"})
        with pytest.raises(Ended):
            child.receive(PATIENT)
        child.close()
    assert running(52872) == []


def test_a_child_that_hangs_is_killed(sandbox: Sandbox) -> None:
    with sandbox.start("probe") as child:
        child.send({"run": "import signal\nsignal.pthread_sigmask(0, range(1, 65))\n"
                           "while True: pass"})  # fmt: skip
        with pytest.raises(Silent):
            child.receive(0.2)
        assert child.alive
    assert not child.alive


def test_an_interrupt_stops_a_loop(child: Child) -> None:
    child.send({"run": "while True: pass"})
    with pytest.raises(Silent):
        child.receive(0.2)
    child.interrupt()
    assert child.receive(PATIENT)["error"][0] == "KeyboardInterrupt"
    assert ask(child, "result = 'goes on'") == "'goes on'"


def test_what_takes_all_memory_gets_an_error(sandbox: Sandbox, child: Child) -> None:
    with sandbox.start("probe") as other:
        assert ask(child, "hoard = bytearray(100 * 1024**3)") == "MemoryError"
        assert ask(child, "result = 1") == "1"
        assert ask(other, "result = 1") == "1"


def test_what_multiplies_is_killed(sandbox: Sandbox) -> None:
    with sandbox.start("probe") as child:
        child.send({"run": "import os, time\nfor _ in range(400):\n    if os.fork() == 0:\n"
                           "        time.sleep(1000)"})  # fmt: skip
        with pytest.raises(Ended):
            child.receive(PATIENT)
    with sandbox.start("probe") as later:
        assert ask(later, "result = 1") == "1"


def test_closing_the_sandbox_ends_everything() -> None:
    opened = open_sandbox("bubblewrap")
    child = opened.start("probe")
    ask(child, DAEMON % 52873)
    opened.close()
    assert running(52873) == []
    assert not child.alive
    with pytest.raises(Ended):
        child.send({"run": "result = 1"})


@pytest.mark.parametrize("kind", ["bubblewrap", "none"])
def test_nothing_is_left_when_the_marker_is_killed(kind: str) -> None:
    seconds = {"bubblewrap": 52874, "none": 52875}[kind]
    source = f"""
import time
from assignments.engine.confine import open_sandbox
child = open_sandbox({kind!r}).start("probe")
child.send({{"run": {DAEMON % seconds!r}}})
child.receive(60)
print("ready", flush=True)
time.sleep(1000)
"""
    command = [sys.executable, "-c", source]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as marker:
        assert marker.stdout is not None
        assert marker.stdout.readline() == "ready\n"
        assert len(running(seconds)) == 1
        marker.send_signal(signal.SIGKILL)
    until = time.monotonic() + PATIENT
    while running(seconds) and time.monotonic() < until:
        time.sleep(0.05)
    assert running(seconds) == []


# --- what works -----------------------------------------------------------------------------------


def test_the_kit_works(child: Child) -> None:
    source = """
from leverplug import datasets, portfolios, simulate
result = (simulate(portfolios.standard(), runs=20).foreign_sales.shape, bool(datasets.names()))
"""
    assert ask(child, source) == "((40, 20), True)"


def test_a_chart_can_be_drawn(child: Child) -> None:
    source = """
import altair as alt, pandas as pd
frame = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
alt.Chart(frame).mark_point().encode(x="a", y="b").save("chart.png")
result = open("chart.png", "rb").read(4)
"""
    assert ask(child, source) == repr(b"\x89PNG")


def test_children_draw_other_random_numbers(sandbox: Sandbox) -> None:
    source = "import random, numpy\nresult = (random.random(), float(numpy.random.random()))"
    drawn: list[tuple[float, float]] = []
    for _ in range(2):
        with sandbox.start("probe") as child:
            drawn.append(eval(ask(child, source)))
    (one, one_of_numpy), (two, two_of_numpy) = drawn
    assert one != two
    assert one_of_numpy != two_of_numpy


def test_threads_may_start_children(sandbox: Sandbox) -> None:
    answers: list[str] = []

    def work(number: int) -> None:
        with sandbox.start("probe") as child:
            answers.append(ask(child, f"result = {number}"))

    threads = [threading.Thread(target=work, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [str(number) for number in range(8)]


def test_an_unknown_role_is_said(sandbox: Sandbox) -> None:
    with pytest.raises(CourseError, match="'nobody' cannot be played: ModuleNotFoundError"):
        sandbox.start("nobody")


def test_a_sandbox_that_has_died_is_started_anew() -> None:
    with open_sandbox("bubblewrap") as opened:
        for program in psutil.Process().children():
            if program.name() == "bwrap" and str(opened._zygote._process.pid) == str(program.pid):
                program.kill()
                program.wait()
        with opened.start("probe") as child:
            assert ask(child, "result = 1") == "1"


def test_how_long_a_start_takes(sandbox: Sandbox) -> None:
    begin, times = time.perf_counter(), 20
    for _ in range(times):
        sandbox.start("probe").close()
    print(f"start and close: {(time.perf_counter() - begin) / times * 1000:.0f} ms")


# --- one for each child, and none -----------------------------------------------------------------


def test_where_nothing_can_be_set_apart_each_child_gets_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = commands.bubblewrap

    def without_rights(program: str, folders: Seen, number: int) -> list[str]:
        words = real(program, folders, number)
        return [word for word in words if word != "--cap-add" and not word.startswith("CAP_")]

    monkeypatch.setattr(commands, "bubblewrap", without_rights)
    with open_sandbox("bubblewrap") as opened, opened.start("probe") as child:
        assert ask(child, "open('mine.txt', 'w').close()") == "None"
        assert ask(child, opens("/etc/passwd")) == NOT_THERE
        assert ask(child, calls("mount", b"none", b"/scratch", b"tmpfs", 0, 0)) == "1"
        assert ask(child, opens("/proc/sys/kernel/core_pattern", "w")) in (READ_ONLY, REFUSED)
        with opened.start("probe") as other:
            assert ask(other, opens("mine.txt")) == NOT_THERE
        ask(child, DAEMON % 52876)
        child.send({"run": "while True: pass"})
        with pytest.raises(Silent):
            child.receive(0.2)
        child.interrupt()
        assert child.receive(PATIENT)["error"][0] == "KeyboardInterrupt"
        child.send({"run": "import os\nos._exit(0)"})
        with pytest.raises(Ended):  # although the daemon holds the channel
            child.receive(PATIENT)
    assert running(52876) == []


def test_without_a_sandbox_processes_are_killed_all_the_same() -> None:
    with open_sandbox("none") as opened:
        assert "your own rights" in opened.warning
        with opened.start("probe") as child, opened.start("probe") as other:
            assert ask(child, "open('mine.txt', 'w').close()") == "None"
            assert ask(other, opens("mine.txt")) == NOT_THERE
            assert SECRET not in ask(child, "import os\nresult = dict(os.environ)")
            ask(child, DAEMON % 52877)
            assert len(running(52877)) == 1
            child.close()
            assert running(52877) == []
            other.send({"run": "while True: pass"})
            time.sleep(0.2)
            other.interrupt()
            assert other.receive(PATIENT)["error"][0] == "KeyboardInterrupt"


def test_confined_there_is_nothing_to_warn_of(sandbox: Sandbox) -> None:
    assert sandbox.warning == ""


# --- what is said ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "program", "system", "said"),
    [
        (
            "bubblewrap",
            None,
            "linux",
            "not installed; Debian, Ubuntu: sudo apt-get install bubblew",
        ),
        ("podman", None, "linux", "podman, which is not installed"),
        ("", None, "linux", "bubblewrap, which is not installed"),
        ("bubblewrap", None, "darwin", "on Linux only: mark on Linux, on Windows in WSL 2"),
        ("bubblewrap", None, "win32", "SANDBOX=none runs submissions with your own rights instead"),
        ("firejail", None, "linux", "no such sandbox; choose one of bubblewrap, podman, none"),
        ("bubblewrap", "/bin/false", "linux", "on this machine (it ended without a word)"),
        ("podman", "/bin/false", "linux", "podman cannot confine submissions on this machine"),
    ],
)
def test_what_is_missing_is_said(
    kind: str, program: str | None, system: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SANDBOX", raising=False)
    monkeypatch.setattr(choice.shutil, "which", lambda _: program)
    monkeypatch.setattr(choice.sys, "platform", system)
    with pytest.raises(CourseError) as error:
        open_sandbox(kind)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_the_variable_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDBOX", "firejail")
    with pytest.raises(CourseError, match="SANDBOX=firejail"):
        open_sandbox()


def test_the_last_words_of_a_program_that_fails_are_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bwrap"
    program.write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1"
    )
    program.chmod(0o755)
    monkeypatch.setattr(choice.shutil, "which", lambda _: str(program))
    with pytest.raises(CourseError, match=r"\(bwrap: No permissions to create new namespace\)"):
        open_sandbox("bubblewrap")


def test_a_container_gets_the_same_folders_and_no_rights() -> None:
    folders = seen()
    words = commands.podman("podman", folders, 7, "a-name", "/empty")
    line = " ".join(words)
    for flag in ("--network none", "--cap-drop all", "--read-only ", "--preserve-fds 1",
                 "--http-proxy=false", "no-new-privileges", "--rootfs /empty"):  # fmt: skip
        assert flag in line
    volumes = [words[at + 1] for at, word in enumerate(words) if word == "--volume"]
    assert all(one.endswith(":ro") for one in volumes)
    assert {f"{here}:{there}:ro" for here, there in folders.binds} <= set(volumes)


@pytest.mark.skipif(
    not (shutil.which("podman") and shutil.which("runc")), reason="no podman with runc here"
)
def test_a_container_confines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "containers.conf"
    settings.write_text('[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\n')
    monkeypatch.setenv("CONTAINERS_CONF", str(settings))
    monkeypatch.setenv("MARKERS_SECRET", SECRET)
    with open_sandbox("podman") as opened, opened.start("probe") as child:
        assert ask(child, lists(REPOSITORY / "exercises")) == "['leverplug']"
        assert ask(child, opens(tmp_path / "containers.conf")) == NOT_THERE
        assert SECRET not in ask(child, "import os\nresult = dict(os.environ)")
        assert ask(child, opens("/usr/new", "w")) == READ_ONLY
        assert ask(child, opens("mine.txt", "w")) == "'mine.txt'"
        assert (
            ask(child, "import socket\nsocket.create_connection(('192.0.2.1', 80), 5)") == "OSError"
        )
        assert ask(child, calls("mount", b"none", b"/scratch", b"tmpfs", 0, 0)) == "1"
        ask(child, DAEMON % 52878)
        assert len(running(52878)) == 1
    assert running(52878) == []


def test_a_python_made_in_the_course_folder_does_not_show_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "gradebook.db").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    shown = [here for here, _ in seen().binds if here.startswith(str(tmp_path))]
    assert shown == [str(tmp_path / "lib")]


# --- messages -------------------------------------------------------------------------------------


@pytest.fixture
def pair() -> Iterator[tuple[Channel, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours, most=1000, patience=0.1), theirs


def test_messages_come_as_they_were_sent(pair: tuple[Channel, socket.socket]) -> None:
    channel, other = pair
    far = Channel(other)
    far.send({"text": "a < b", "numbers": [1, 2.5, None]})
    far.send({})
    assert channel.receive(PATIENT) == {"text": "a < b", "numbers": [1, 2.5, None]}
    assert channel.receive(PATIENT) == {}


def test_a_message_in_pieces_is_put_together(pair: tuple[Channel, socket.socket]) -> None:
    channel, other = pair
    other.sendall(b'\0\0\0\x08{"a"')
    with pytest.raises(Silent):
        channel.receive(0.01)
    other.sendall(b": 1}")
    assert channel.receive(PATIENT) == {"a": 1}


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (b"\xff\xff\xff\xff", Flood),
        (b"\0\0\0\x03[1]", Garbled),
        (b"\0\0\0\x03{1}", Garbled),
        (b"\0\0\0\x02\xff\xff", Garbled),
        (b"\0\0\x03\xe8" + b"[" * 1000, Garbled),
        (b"\0\0", Ended),
        (b"", Ended),
    ],
)
def test_what_is_no_message_ends_the_channel(
    sent: bytes, error: type[Exception], pair: tuple[Channel, socket.socket]
) -> None:
    channel, other = pair
    other.sendall(sent)
    other.close()
    with pytest.raises(error):
        channel.receive(PATIENT)


def test_who_does_not_read_stops_nobody(pair: tuple[Channel, socket.socket]) -> None:
    channel, _ = pair

    def flood() -> None:
        for _ in range(10_000):
            channel.send({"text": "x" * 900})

    with pytest.raises(Ended, match="does not read"):
        flood()


def test_what_is_too_long_is_not_sent(pair: tuple[Channel, socket.socket]) -> None:
    channel, other = pair
    with pytest.raises(Flood):
        channel.send({"text": "x" * 1000})
    channel.send({"short": 1})
    assert Channel(other).receive(PATIENT) == {"short": 1}
