"""Runs one child process and measures it as a whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Optional

import signals
from errors import RunFailed

# What `ru_maxrss` counts in: bytes on macOS, kibibytes elsewhere.
_RESIDENT_UNIT = 1 if sys.platform == "darwin" else 1024

# Seconds within which a signal is heard that comes just as the main thread begins to wait.
_HEARD_WITHIN = 0.1

# All children there are, whichever thread waits for them.
_running: set[_Child] = set()
_stopped = threading.Event()


@dataclass(frozen=True)
class Finished:
    """A process that has ended."""

    status: int
    seconds: float
    peak_bytes: int
    output: str
    errors: str

    def reason(self) -> str:
        """What it said first, else its status. Of a Python traceback the last line is what counts."""
        said = (self.errors.strip() or self.output.strip()).splitlines()
        if said:
            return said[-1 if said[0].startswith("Traceback") else 0].strip()[:200]
        return f"ended by signal {-self.status}" if self.status < 0 else f"exit status {self.status}"


def run(command: Sequence[str], timeout: float, environment: Optional[Mapping[str, str]] = None) -> Finished:
    """Runs `command` to its end, in a process group of its own, so that nothing it starts outlives this call.

    Raises `RunFailed` where it cannot be started or takes longer than `timeout` seconds. The peak is that of the
    largest process among the child and those it waited for; on Linux it is never below this harness' own, which
    therefore reads no corpus.
    """
    # Files, not pipes: a child whose pipe is full would wait for a reader that waits for the child.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child: Optional[_Child] = None
        try:
            with signals.held():
                start = time.perf_counter()
                try:
                    process = subprocess.Popen(
                        command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, start_new_session=True,
                        env=None if environment is None else {**os.environ, **environment})
                except OSError as error:
                    raise RunFailed(f"{os.path.basename(command[0])}: {error.strerror}") from None
                child = _Child(process, start)
                _running.add(child)
            if _stopped.is_set():
                raise RunFailed("interrupted")
            if not child.ends_before(start + timeout):
                raise RunFailed(f"took longer than {timeout:.0f} seconds")
        finally:
            if child is not None:
                child.end()
                _running.discard(child)
        return Finished(child.status, child.seconds, child.peak_bytes, _text(output), _text(errors))


class _Child:
    """A process, and the thread that waits for it.

    The main thread must not: a signal that comes just before it waits in the system is heard when the process has ended.
    """

    status = 0
    seconds = 0.0
    peak_bytes = 0

    def __init__(self, process: subprocess.Popen[bytes], start: float) -> None:
        self._process = process
        self._start = start
        # Python 3.11 takes a thread for ended when a `join` is interrupted.
        self._ended = threading.Event()
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        _, status, usage = os.wait4(self._process.pid, 0)
        self.seconds = time.perf_counter() - self._start
        self.status = self._process.returncode = os.waitstatus_to_exitcode(status)
        self.peak_bytes = usage.ru_maxrss * _RESIDENT_UNIT
        self._ended.set()

    @property
    def has_ended(self) -> bool:
        return self._ended.is_set()

    def ends_before(self, deadline: float) -> bool:
        while not self.has_ended and time.perf_counter() < deadline:
            self._ended.wait(min(_HEARD_WITHIN, max(0, deadline - time.perf_counter())))
        return self.has_ended

    def end(self) -> None:
        """Kills it and all it started, unless it has ended, and waits until they are gone, so that their files can be
        removed."""
        if self.has_ended:
            return
        self.kill()
        self._ended.wait()
        for _ in range(100):
            if not self.kill():
                return
            time.sleep(0.02)

    def kill(self) -> bool:
        """Whether there was anyone left to kill."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
            return True
        except (ProcessLookupError, PermissionError):
            return False


def stop_all() -> None:
    """Ends all children of all threads, and those that are still to be started: the main thread, which alone hears of
    an interruption, calls this before it waits for the others."""
    _stopped.set()
    for child in list(_running):
        # Not waited for here; the thread that has started it does that.
        if not child.has_ended:
            child.kill()


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")
