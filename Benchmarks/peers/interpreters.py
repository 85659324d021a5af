"""Finds, for each library, a Python that has it; makes an environment for those of PyPI."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Optional

import process
from errors import Missing, RunFailed

_INSTALL_SECONDS = 300


class Interpreters:
    """The Pythons of this machine: the harness' own environment first, then the system's, then the one that runs.

    The system's is asked because Debian's packages (`python3-xapian`) are there for it alone.
    """

    def __init__(self, environment: Path) -> None:
        self._environment = environment
        self._bases = _distinct([shutil.which("python3", path=os.defpath), sys.executable])

    def with_module(self, module: str) -> Optional[str]:
        """The first one that can import `module`."""
        return next((python for python in [*self._own(), *self._bases] if _can_import(python, module)), None)

    def provide(self, module: str, package: str, say: Callable[[str], None]) -> None:
        """Installs a PyPI package where no Python has its module. Raises `Missing`."""
        if not self.with_module(module):
            say(f"installing {package} into the harness’ own environment …")
            self.install(package)

    def install(self, package: str) -> None:
        """Installs a PyPI package into the environment, which is made where there is none. Raises `Missing`."""
        if not self._own():
            self._make()
        command = [str(self._python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
        try:
            finished = process.run(command, _INSTALL_SECONDS)
        except RunFailed as error:
            raise Missing(f"pip: {error}") from None
        if finished.status != 0:
            raise Missing("pip could not install it")
        _can_import.cache_clear()

    @property
    def _python(self) -> Path:
        return self._environment / "bin" / "python"

    def _own(self) -> list[str]:
        python = str(self._python)
        return [python] if _can_import(python, "pip") else []

    def _make(self) -> None:
        # One that has Xapian would let all libraries run in the same Python, which is fairer.
        bases = sorted(self._bases, key=lambda base: not _can_import(base, "xapian"))
        for base in bases:
            command = [base, "-m", "venv", "--clear", "--system-site-packages", str(self._environment)]
            try:
                made = process.run(command, _INSTALL_SECONDS).status == 0
            except RunFailed:
                made = False
            _can_import.cache_clear()
            if made and self._own():
                return
        raise Missing("no virtual environment could be made; on Debian, first: apt-get install python3-venv")


@functools.lru_cache(maxsize=None)
def _can_import(python: str, module: str) -> bool:
    try:
        return process.run([python, "-c", f"import {module}"], timeout=60).status == 0
    except RunFailed:
        return False


def _distinct(paths: list[Optional[str]]) -> list[str]:
    return list(dict.fromkeys(path for path in paths if path))
