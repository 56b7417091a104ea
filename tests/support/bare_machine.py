"""A bare Debian machine in a folder: what `mmdebstrap` makes, and commands run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from contents import ROOT

MINIMAL = ("make", "ca-certificates")
# How this machine reaches the network: the bare one has no settings of its own.
NETWORK = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt")
PLACE = "kit"  # where the project lies, below the user's home
USER = "reader"
# The kernel's folders, as a real machine has them, for this command alone.
ENTER = """
set -e
mount -t proc proc "$0/proc"
mount --rbind /dev "$0/dev"
exec chroot "$0" su --login --whitelist-environment="$2" "$1" --command "cd $3 && $4"
"""


def can_be_made() -> bool:
    """Whether this machine is one that can make others: root, with mmdebstrap."""
    return os.geteuid() == 0 and shutil.which("mmdebstrap") is not None


@dataclass(frozen=True)
class Machine:
    """A bare machine with the project on it.

    Args:
        folder: Its root.
        user: Who works there: `root` or an ordinary user.
    """

    folder: Path
    user: str

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the project's folder, as its user, with this machine's network."""
        passed = [name for name in os.environ if name.startswith(("PIP_", "SSL_", "UV_", "NODE_"))]
        return subprocess.run(
            ["unshare", "--mount", "bash", "-c", ENTER, self.folder, self.user,
             ",".join(passed), PLACE, command],
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip

    @property
    def kit(self) -> Path:
        """The project's folder on the machine."""
        home = Path("root") if self.user == "root" else Path("home", self.user)
        return self.folder / home / PLACE


def make(folder: Path, suite: str, *packages: str, user: str = "root") -> Machine:
    """Make a machine of Debian's `suite` with the minimal set and `packages`; put a clone there.

    The variable DEBIAN_MIRROR names a mirror; without it the one is taken that this machine uses,
    if this machine is a Debian.
    """
    include = ",".join((*MINIMAL, *packages))
    command = [
        "mmdebstrap", "--quiet", "--variant=minbase", f"--include={include}",
        # A mirror may lag behind; what is tried here is not how new it is.
        '--aptopt=Acquire::Check-Valid-Until "false"',
        suite, str(folder), *_mirror(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"mmdebstrap made no {suite}:\n{done.stderr[-2000:]}")
    for name in NETWORK:
        if Path(name).exists():
            target = folder / name.lstrip("/")
            target.unlink(missing_ok=True)
            shutil.copyfile(name, target)
    machine = Machine(folder, user)
    if user != "root":
        chroot = ["chroot", folder, "useradd", "--create-home", "--shell", "/bin/bash", user]
        subprocess.run(chroot, check=True)
    subprocess.run(["git", "clone", "--quiet", ROOT, machine.kit], check=True)
    if user != "root":
        subprocess.run(["chroot", folder, "chown", "-R", f"{user}:", f"/home/{user}"], check=True)
    return machine


def _mirror() -> list[str]:
    named = os.environ.get("DEBIAN_MIRROR")
    if named or not Path("/etc/debian_version").exists():
        return [named] if named else []
    asked = ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    main = [line for line in done.stdout.split() if line.rstrip("/").endswith("/debian")]
    return main[:1]


def remove(machine: Machine) -> None:
    """Delete a machine; what was mounted there went with the command that needed it."""
    shutil.rmtree(machine.folder, ignore_errors=True)
