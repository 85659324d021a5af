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

# All children there are, whichever thread waits for them.
_running: set[subprocess.Popen[bytes]] = set()
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
        child: Optional[subprocess.Popen[bytes]] = None
        expired = threading.Event()
        try:
            with signals.held():
                start = time.perf_counter()
                try:
                    child = subprocess.Popen(
                        command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, start_new_session=True,
                        env=None if environment is None else {**os.environ, **environment})
                except OSError as error:
                    raise RunFailed(f"{os.path.basename(command[0])}: {error.strerror}") from None
                _running.add(child)
            if _stopped.is_set():
                raise RunFailed("interrupted")
            timer = threading.Timer(timeout, _expire, (child, expired))
            timer.daemon = True
            timer.start()
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - start
            timer.cancel()
            child.returncode = os.waitstatus_to_exitcode(status)
        except BaseException:
            if child is not None:
                _end(child)
            raise
        finally:
            if child is not None:
                _running.discard(child)
        if expired.is_set():
            raise RunFailed(f"took longer than {timeout:.0f} seconds")
        return Finished(
            child.returncode, seconds, usage.ru_maxrss * _RESIDENT_UNIT, _text(output), _text(errors))


def stop_all() -> None:
    """Ends all children of all threads, and those that are still to be started: the main thread, which alone hears of
    an interruption, calls this before it waits for the others."""
    _stopped.set()
    for child in list(_running):
        # Not waited for here; the thread that has started it does that.
        if child.returncode is None:
            _signal_group(child.pid)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _expire(child: subprocess.Popen[bytes], expired: threading.Event) -> None:
    # Without a return code nobody has waited for the child yet, so its id is still its own.
    if child.returncode is None:
        expired.set()
        _signal_group(child.pid)


def _signal_group(group: int) -> bool:
    """Whether there was anyone left to kill."""
    try:
        os.killpg(group, signal.SIGKILL)
        return True
    except (ProcessLookupError, PermissionError):
        return False


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kills the child and all it started, and waits until they are gone, so that their files can be removed."""
    if child.returncode is not None:
        return
    _signal_group(child.pid)
    try:
        child.wait()
    except ChildProcessError:
        pass
    for _ in range(100):
        if not _signal_group(child.pid):
            return
        time.sleep(0.02)
