"""Remarks on a spec that are printed before its run: settings that are allowed and most likely not meant."""

from __future__ import annotations

from collections.abc import Iterable

from gdlab.cli.console import errors
from gdlab.lab.axes_remark import axes_remark
from gdlab.lab.schedule_remark import schedule_remark
from gdlab.lab.train import examples_for
from gdlab.spec.run import RunSpec


def say_remarks(specs: Iterable[RunSpec]) -> None:
    """Print the remarks on some specs, each once; the data are read only where a remark depends on them.

    Raises:
        DataError: when the data cannot be had or used.
    """
    for remark in dict.fromkeys(remark for spec in specs for remark in _remarks(spec)):
        errors.print(f"{remark}.", style="yellow", soft_wrap=True)


def _remarks(spec: RunSpec) -> list[str]:
    layers = spec.network.layers
    if spec.schedule is None and not (layers and layers[0].type == "Conv1d"):
        return []
    examples = examples_for(spec)
    return [remark for remark in (schedule_remark(spec, len(examples.x_train)), axes_remark(spec, examples)) if remark]
