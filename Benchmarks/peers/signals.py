"""Signals that end the run, turned into an exception, so that every `with` and `finally` on the way cleans up."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Optional

from errors import Interrupted

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _interrupt(number: int, frame: Optional[FrameType]) -> None:
    # A second Ctrl-C would cut the cleaning short.
    for ending in _ENDING:
        signal.signal(ending, signal.SIG_IGN)
    raise Interrupted(number)


def install() -> None:
    """From now on a signal raises `Interrupted`; one that the parent chose to ignore (`nohup`) stays ignored."""
    for number in _ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupt)


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Holds signals back: between a child's start and the line that knows its id, none may get through."""
    if threading.current_thread() is not threading.main_thread():
        # None gets through to here anyway: Python has them handled by the main thread.
        yield
        return
    arrived: list[int] = []
    before = {number: signal.getsignal(number) for number in _ENDING}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, lambda number, frame: arrived.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if arrived:
            signal.raise_signal(arrived[0])
