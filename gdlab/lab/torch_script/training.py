"""A run's loss, optimizer, learning rates and options as lines of a PyTorch script."""

from __future__ import annotations

from typing import Any

import numpy as np

from gdlab.engine.program.spec_members import optimizer_of, schedule_of
from gdlab.engine.schedules.base import Schedule
from gdlab.lab.torch_script.helpers import HELPERS
from gdlab.lab.torch_script.layers import refuse_in_torch
from gdlab.spec.kinds import LossSpec, OptimizerSpec
from gdlab.spec.rule_parser import parse_rule
from gdlab.spec.rule_torch import class_name, torch_source
from gdlab.spec.run import RunSpec
from gdlab.spec.run_length import RunLength

#: The optimizers that ``torch.optim`` has under the same name, with the same fields.
_SAME = (
    "ASGD", "Adadelta", "Adafactor", "Adagrad", "Adam", "AdamW", "Adamax", "LBFGS", "NAdam", "RAdam", "RMSprop",
    "Rprop", "SGD",
)  # fmt: skip


def loss_expression(loss: LossSpec) -> str:
    """Return the loss as an expression of PyTorch.

    Raises:
        OutputError: when PyTorch has none of its name.
    """
    if loss.task not in ("classes", "binary", "values") or not type(loss).__module__.startswith("gdlab."):
        raise refuse_in_torch(f"the loss {loss.type}", "PyTorch has none of this name")
    fields = {name: getattr(loss, name) for name in type(loss).model_fields if name != "type"}
    said = [f"{name}={_tensor_or_value(name, value)}" for name, value in fields.items() if value != ()]
    return f"nn.{loss.type}({', '.join(said)})"


def _tensor_or_value(name: str, value: Any) -> str:
    return f"torch.tensor({list(value)!r})" if name in ("weight", "pos_weight") else repr(value)


def optimizer_expression(optimizer: OptimizerSpec) -> tuple[str, list[str]]:
    """Return the optimizer as an expression of PyTorch, and the source of the classes of its own that it uses.

    Raises:
        OutputError: when PyTorch has none of its name.
    """
    fields = {name: getattr(optimizer, name) for name in type(optimizer).model_fields if name != "type"}
    if optimizer.type in ("Lion", "Muon"):
        return f"{optimizer.type}(network.parameters(), {_said(fields)})", [HELPERS[optimizer.type]]
    if optimizer.type == "UpdateRule":
        source = torch_source(parse_rule(fields.pop("text")), "update_rule")
        return f"{class_name('update_rule')}(network.parameters(), {_said(fields)})", [f"\n{source}"]
    if optimizer.type not in _SAME:
        raise refuse_in_torch(f"the optimizer {optimizer.type}", "PyTorch has none of this name")
    if optimizer.type == "LBFGS":
        line_search = fields["line_search_fn"]
        fields |= {"max_eval": fields["max_eval"] or None}
        fields |= {"line_search_fn": None if line_search == "none" else line_search}
    if optimizer.type == "Adafactor" and fields["eps"][0] == 0:
        fields["eps"] = (None, fields["eps"][1])
    return f"torch.optim.{optimizer.type}(network.parameters(), {_said(fields)})", []


def _said(fields: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in fields.items())


def learning_rates(spec: RunSpec, length: RunLength) -> np.ndarray:
    """Return learning rate and momentum (NaN: as the optimizer has it) of each epoch or step, (ticks, 2); none without.

    Raises:
        OutputError: when the schedule follows what was measured.
    """
    schedule, optimizer = schedule_of(spec), optimizer_of(spec)
    if schedule is None:
        return np.empty((0, 2))
    if schedule.start():
        raise refuse_in_torch(f"the schedule {schedule.type}", "its rates follow the losses that were measured")
    ticks = length.total_steps if schedule.interval == "step" else length.epochs
    rates = np.full((ticks, 2), np.nan)
    rates[:, 0] = schedule.rates(np.arange(ticks), optimizer.lr, ticks, schedule.start())
    rates[:, 1] = _momenta(schedule, optimizer, ticks)
    return rates


def _momenta(schedule: Schedule, optimizer: Any, ticks: int) -> Any:
    if not optimizer.cycles:
        return np.nan
    momenta = schedule.momenta(np.arange(ticks), optimizer.hyper()[optimizer.cycles], ticks)
    return np.nan if momenta is None else momenta


def option_lines(spec: RunSpec) -> tuple[list[str], list[str], list[str]]:
    """Return the lines of the options: of the loss, of the gradient after it, and of the parameters after a step.

    Raises:
        OutputError: when an option has no counterpart.
    """
    t: Any = spec.training
    loss, gradient, parameters = list[str](), list[str](), list[str]()
    if t.l1:
        loss.append(f"loss = loss + {t.l1!r} * sum(p.abs().sum() for p in network.parameters())")
    if t.l2:
        loss.append(f"loss = loss + 0.5 * {t.l2!r} * sum((p**2).sum() for p in network.parameters())")
    if t.clip_grad_value:
        gradient.append(f"nn.utils.clip_grad_value_(network.parameters(), {t.clip_grad_value!r})")
    if t.clip_grad_norm:
        gradient.append(f"nn.utils.clip_grad_norm_(network.parameters(), {t.clip_grad_norm!r})")
    if t.max_norm:
        parameters += [
            "with torch.no_grad():",
            "    for p in network.parameters():",
            "        if p.ndim > 1:",
            f"            p.copy_(torch.renorm(p, 2, 0, {t.max_norm!r}))",
        ]
    if t.augmentation:
        raise refuse_in_torch("training.augmentation", "torchvision draws in other ways; take it out of the spec")
    if t.kink:
        raise refuse_in_torch("training.kink", "PyTorch's subgradient at the kink is 0")
    return loss, gradient, parameters


def average_lines(spec: RunSpec) -> tuple[list[str], list[str]]:
    """Return the lines that make the average of the weights, and those that update it after a step.

    Raises:
        OutputError: when the average has no counterpart.
    """
    average: Any = spec.training.average
    if average is None:
        return [], []
    if average.type == "EMA":
        rule = f"swa_utils.get_ema_multi_avg_fn({average.decay!r})"
        return [f"averaged = swa_utils.AveragedModel(network, multi_avg_fn={rule})"], [
            "averaged.update_parameters(network)"
        ]
    if average.type == "SWA":
        every = average.every or "steps_per_epoch"
        return ["averaged = swa_utils.AveragedModel(network, multi_avg_fn=swa_utils.get_swa_multi_avg_fn())"], [
            f"done = step + 1 - {average.start} * steps_per_epoch",
            f"if done >= 0 and done % {every} == 0:",
            "    averaged.update_parameters(network)",
        ]
    raise refuse_in_torch(f"the average {average.type}", "PyTorch has none of this name")
