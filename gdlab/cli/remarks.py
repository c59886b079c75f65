"""Remarks on a spec that are printed before its run: settings that are allowed and most likely not meant."""

from __future__ import annotations

from collections.abc import Iterable

from gdlab.cli.console import errors
from gdlab.lab.schedule_remark import schedule_remark
from gdlab.lab.train import examples_for
from gdlab.spec.run import RunSpec


def say_remarks(specs: Iterable[RunSpec]) -> None:
    """Print the remarks on some specs, each once.

    Raises:
        DataError: when the data cannot be had or used.
    """
    for remark in dict.fromkeys(schedule_remark(spec, len(examples_for(spec).x_train)) for spec in specs):
        if remark:
            errors.print(f"{remark}.", style="yellow", soft_wrap=True)
