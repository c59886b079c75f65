"""Optuna, imported when a sweep begins and not before, and quiet: what it would print, a sweep says itself."""

from __future__ import annotations

import warnings
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from typing import Any

from gdlab.spec.errors import GdlabError


@cache
def optuna() -> Any:
    """Return the module.

    Raises:
        GdlabError: when it is not installed.
    """
    try:
        import optuna as found
    except ImportError:
        raise GdlabError("a sweep needs Optuna; pip install 'gdlab[sweep]'") from None
    found.logging.set_verbosity(found.logging.ERROR)
    return found


@contextmanager
def quiet_optuna() -> Generator[None]:
    """Keep Optuna's remarks on its experimental parts out of the output while the block lasts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
