"""What the figures were measured on."""

from __future__ import annotations

import contextlib
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Machine:
    processor: str
    cores: int
    system: str
    python: str
    load: float
    """The load average of the minute before: other work makes the figures lower."""

    @staticmethod
    def here() -> Machine:
        return Machine(
            processor=_processor(), cores=_cores(), system=_system(),
            python=platform.python_version(), load=round(os.getloadavg()[0], 2))

    @property
    def is_busy(self) -> bool:
        return self.load > 0.5 * self.cores


def has_one_core() -> bool:
    """Whether this system can hold processes to one core."""
    return hasattr(os, "sched_setaffinity")


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Holds all that is started in here to one core, where the system can; else to none."""
    if not has_one_core():
        yield
        return
    cores = os.sched_getaffinity(0)
    try:
        # The first one has more interrupts than the others.
        os.sched_setaffinity(0, {max(cores)})
        yield
    finally:
        os.sched_setaffinity(0, cores)


def commit(repository: Path) -> str:
    """The commit of the sources, with a mark where they were changed since; empty outside of a clone."""
    return _printed(["git", "-C", str(repository), "describe", "--always", "--dirty", "--exclude=*"])


def _processor() -> str:
    if sys.platform == "darwin":
        return _printed(["sysctl", "-n", "machdep.cpu.brand_string"]) or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _system() -> str:
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]} ({platform.machine()})"
    try:
        for line in Path("/etc/os-release").read_text().splitlines():
            name, _, value = line.partition("=")
            if name == "PRETTY_NAME":
                return f"{value.strip().strip(chr(34))} ({platform.machine()})"
    except OSError:
        pass
    return f"{platform.system()} {platform.release()} ({platform.machine()})"


def _printed(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=10).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""
