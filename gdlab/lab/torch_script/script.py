"""The text of the script, and the arrays that are beside it."""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from gdlab.engine.program.spec_members import layers_of, loss_of
from gdlab.engine.trainer import Trainer
from gdlab.lab.code_choice import CODES
from gdlab.lab.run import Run
from gdlab.lab.torch_script.helpers import HELPERS, STREAMS
from gdlab.lab.torch_script.layers import TorchLayers, refuse_in_torch
from gdlab.lab.torch_script.training import (
    average_lines,
    learning_rates,
    loss_expression,
    optimizer_expression,
    option_lines,
)
from gdlab.lab.train import examples_for
from gdlab.spec.examples import Examples
from gdlab.spec.run_length import run_length

_SCRIPT = '''"""{name}: a run of gdlab as a PyTorch script, with the same initial weights and mini-batches.

    python {file}.py                      train as the run did, printing each epoch
    python {file}.py --epochs 1           train for one epoch
    python {file}.py --out losses.npy     also write the loss of each mini-batch
    python {file}.py --trained            evaluate the weights that gdlab trained

{file}.arrays.npz, beside the script, holds the examples, the initial and the trained weights and the learning rates.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.optim import swa_utils

ARRAYS = np.load(Path(__file__).with_suffix(".arrays.npz"), allow_pickle=False)
SEED, SHUFFLE = {seed}, {shuffle}
EPOCHS, BATCH_SIZE, MOST_STEPS = {epochs}, {batch}, {steps}
RATES_BY_STEP = {by_step}

torch.set_default_dtype(torch.{dtype})
{helpers}

def build():
    """Return the network."""
    return {network}


def weights(prefix):
    """Return weights of the file beside the script, as a state_dict."""
    return {{k.removeprefix(prefix): torch.tensor(v) for k, v in ARRAYS.items() if k.startswith(prefix)}}


def inputs_and_targets(part):
    """Return the examples of a part."""
    x, y = torch.tensor(ARRAYS[f"x_{{part}}"]), torch.tensor(ARRAYS[f"y_{{part}}"])
    return {inputs}, y


LOSS = {loss}


def loss_of(outputs, y):
    """Return the mean loss of a mini-batch."""
    return {compared}


@torch.no_grad()
def evaluate(network):
    """Return the loss on the validation part."""
    x, y = inputs_and_targets("val")
    if not len(x):
        return float("nan")
    network.eval()
    loss = float(loss_of(network(x), y))
    network.train()
    return loss


def set_rates(optimizer, tick):
    """Give the optimizer the learning rate, and the momentum where the schedule moves it, of an epoch or step."""
    if not len(ARRAYS["rates"]):
        return
    rate, momentum = ARRAYS["rates"][min(tick, len(ARRAYS["rates"]) - 1)]
    for group in optimizer.param_groups:
        group["lr"] = float(rate)
        if np.isfinite(momentum) and "betas" in group:
            group["betas"] = (float(momentum), *group["betas"][1:])
        elif np.isfinite(momentum):
            group["momentum"] = float(momentum)


def train(network, epochs):
    """Train and return the loss of each mini-batch before its update."""
    x, y = inputs_and_targets("train")
    optimizer = {optimizer}
    steps_per_epoch, losses, step = -(-len(x) // BATCH_SIZE), [], 0
{averaging}    for epoch in range(epochs):
        order = order_of_epoch(epoch, len(x))
        for first in range(0, len(x), BATCH_SIZE):
            if MOST_STEPS and step >= MOST_STEPS:
                break
            rows = order[first : first + BATCH_SIZE]
            set_rates(optimizer, step if RATES_BY_STEP else epoch)

            def closure():
                optimizer.zero_grad()
                loss = loss_of(network(x[rows]), y[rows])
{penalties}                loss.backward()
{clipping}                return loss

{update}            step += 1
        mean = np.mean(losses[-steps_per_epoch:])
        print(f"epoch {{epoch + 1}}: loss {{mean:.6g}}, validation {{evaluate({evaluated}):.6g}}")
    return losses


def main():
    """Read the command line and train or evaluate."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--epochs", type=int, default=EPOCHS)
    words.add_argument("--out", help="write the loss of each mini-batch to this .npy file")
    words.add_argument("--trained", action="store_true", help="evaluate the weights that gdlab trained")
    chosen = words.parse_args()
    network = build().train()
    network.load_state_dict(weights("trained/" if chosen.trained else "initial/"))
    if chosen.trained:
        print(f"validation loss {{evaluate(network):.6g}}")
        return
    losses = train(network, chosen.epochs)
    if chosen.out:
        np.save(chosen.out, np.array(losses))


if __name__ == "__main__":
    main()
'''


def torch_script(run: Run, file: str) -> tuple[str, bytes]:
    """Return the script of a run, and the content of the .npz file beside it.

    Args:
        run: a trained run.
        file: the name of both files without their endings.

    Raises:
        OutputError: naming what PyTorch has not, or when the examples of the run cannot be had again.
    """
    if run.own_data:
        raise refuse_in_torch(f"run {run.label}", "it was trained on arrays given from Python, which it does not keep")
    examples = examples_for(run.spec)
    length = run_length(run.spec, len(examples.x_train))
    alone = 1 in (length.batch_size, len(examples.x_train) % length.batch_size)
    network = TorchLayers(layers_of(run.spec), examples.shape, alone=alone)
    rates = learning_rates(run.spec, length)
    text = _SCRIPT.format(**_pieces(run, file, examples, network, length.batch_size))
    initial = Trainer(run.spec, examples, code=CODES.choose(run.spec, examples.shape)).parameters
    arrays = {
        "x_train": examples.x_train, "y_train": examples.y_train, "x_val": examples.x_val, "y_val": examples.y_val,
        "rates": rates,
        **{f"initial/{name}": value for name, value in initial.items()},
        **{f"trained/{name}": value for name, value in run.evaluated.items()},
    }  # fmt: skip
    content, save = io.BytesIO(), np.savez_compressed
    save(content, **arrays)  # pyright: ignore[reportArgumentType]
    return text, content.getvalue()


def _pieces(run: Run, file: str, examples: Examples, network: TorchLayers, batch_size: int) -> dict[str, Any]:
    """Return what fills the gaps of the script."""
    spec = run.spec
    loss, gradient, parameters = option_lines(spec)
    averaging, updating = average_lines(spec)
    optimizer, own = optimizer_expression(spec.optimizer)
    step = ["losses.append(float(optimizer.step(closure).detach()))"]
    if spec.optimizer.type != "LBFGS":
        step = ["losses.append(float(closure().detach()))", "optimizer.step()"]
    helpers = [STREAMS, *(HELPERS[name] for name in sorted(network.helpers)), *own]
    tokens = spec.network.layers[0].type == "Embedding"
    return {
        "name": run.label.replace("\\", "/").replace('"', "'"),
        "file": file,
        "seed": spec.seed,
        "shuffle": spec.training.shuffle,
        "epochs": spec.training.epochs,
        "batch": batch_size,
        "steps": spec.training.max_steps,
        "by_step": spec.schedule is not None and getattr(spec.schedule, "interval", "") == "step",
        "dtype": spec.training.dtype,
        "helpers": "\n".join(helpers),
        "network": network.text.replace("\n", "\n    "),
        "inputs": "x.long()" if tokens else "x",
        "loss": loss_expression(loss_of(spec).for_targets(examples.y_train, examples.y_val)),
        "compared": "LOSS(outputs.reshape(y.numel(), -1), y.reshape(-1))"
        if loss_of(spec).targets == "class"
        else "LOSS(outputs.reshape(y.shape), y)",
        "optimizer": optimizer,
        "averaging": _indented(averaging, 4),
        "penalties": _indented(loss, 16),
        "clipping": _indented(gradient, 16),
        "update": _indented([*step, *parameters, *updating], 12),
        "evaluated": "averaged.module" if averaging else "network",
    }


def _indented(lines: list[str], by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in lines)
