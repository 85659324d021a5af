"""What can go wrong, by what it means for the rest of the run."""

from __future__ import annotations


class UsageError(Exception):
    """Nothing can be measured: bad options, no corpus, no command. The sentence is all that is printed."""


class Missing(Exception):
    """A contestant is not on this machine; the sentence tells how to get it."""


class RunFailed(Exception):
    """A contestant ran and did not do its work."""


class Interrupted(BaseException):
    """A signal asked for the end. Not an `Exception`, so that no handler of errors swallows it."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.signal_number = signal_number
