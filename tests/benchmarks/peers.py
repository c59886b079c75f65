"""Race one step of each workload against PyTorch, JAX and scikit-learn, one thread each, in one process.

    PYTHONPATH=. python tests/benchmarks/peers.py [WORKLOAD]... [--rounds N] [--growth] [--write] [--machine TEXT]

Peers take turns round after round, so that whatever disturbs the machine disturbs all of them; a figure is the median
over rounds of the peer's time by gdlab's. Time is the processor's, of all threads together: on one core that is the
clock's if the machine is idle, and if it is busy other programs are left out. ``--growth`` measures instead how cost
grows. ``--write`` puts the tables into docs/performance.md. PyTorch runs eagerly with fused optimizers, JAX an epoch
in one jitted ``lax.scan``, scikit-learn one ``partial_fit`` an epoch. All of it is bound to one core.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from gdlab.lab.train import SpecTrainer
from gdlab.lab.workloads import Workload, workloads
from tests.benchmarks import growth, limits, report
from tests.benchmarks.torch_networks import TorchOptimizer, layer_tables, table, torch_network

#: Runs about as many steps as it is told and returns how many it did.
Peer = Callable[[int], int]

_SLICE = 0.15
_SLOW = 1.5  # seconds: a peer whose shortest turn takes longer sits out three rounds of four


def gdlab_peer(w: Workload) -> Peer:
    """Return gdlab's own trainer."""
    trainer = SpecTrainer(w.spec, w.arrays())
    trainer.ready()
    return trainer.advance


def torch_peer(w: Workload) -> Peer:
    """Return PyTorch in eager mode with a fused optimizer."""
    import torch

    torch.set_num_threads(1)
    x, y = (torch.from_numpy(a) for a in w.arrays())
    model = torch_network(layer_tables(w), w.shape)
    model(x[: w.batch_size])  # lazy modules learn their sizes
    optimizer, loss_of = TorchOptimizer(w, model), torch.nn.CrossEntropyLoss()
    order = torch.randperm(len(x))
    place = 0

    def run(steps: int) -> int:
        nonlocal place, order
        for _ in range(steps):
            if place + w.batch_size > len(x):
                place, order = 0, torch.randperm(len(x))
            batch = order[place : place + w.batch_size]
            place += w.batch_size
            xb, yb = x[batch], y[batch]
            optimizer.step(lambda xb=xb, yb=yb: loss_of(model(xb), yb))
        return steps

    return run


_JAX_LAYERS = {"Linear", "ReLU", "Tanh", "RNN", "LSTM", "Conv2d", "MaxPool2d", "Flatten"}


def jax_peer(w: Workload) -> Peer | None:
    """Return JAX with an epoch in one jitted scan; dense, recurrent and plain convolutional networks."""
    import jax
    import jax.numpy as jnp
    import optax

    layers = layer_tables(w)
    if not {t["type"] for t in layers} <= _JAX_LAYERS:
        return None
    examples, classes = w.arrays()
    if examples.ndim == 4:
        examples = examples.transpose(0, 2, 3, 1)  # channels last, which JAX prefers
    x, y = jnp.asarray(examples), jnp.asarray(classes)
    start = _jax_parameters(layers, examples.shape[1:])
    made = table(w.optimizer)
    rate = made.get("lr", 0.001)
    rule = optax.adam(rate) if made["type"] == "Adam" else optax.sgd(rate, momentum=made.get("momentum"))
    per_epoch = len(x) // w.batch_size

    def loss_of(parameters: Any, xb: Any, yb: Any) -> Any:
        out = _jax_forward(layers, parameters, xb)
        return optax.softmax_cross_entropy_with_integer_labels(out, yb).mean()

    def step(carry: Any, batch: Any) -> Any:
        parameters, state = carry
        loss, gradient = jax.value_and_grad(loss_of)(parameters, x[batch], y[batch])
        updates, state = rule.update(gradient, state, parameters)
        return (optax.apply_updates(parameters, updates), state), loss

    @jax.jit
    def epoch(carry: Any, key: Any) -> Any:
        order = jax.random.permutation(key, len(x))[: per_epoch * w.batch_size].reshape(per_epoch, w.batch_size)
        return jax.lax.scan(step, carry, order)

    held = {"carry": (start, rule.init(start)), "key": jax.random.key(0)}

    def run(steps: int) -> int:
        done = 0
        while done < steps:
            held["key"], key = jax.random.split(held["key"])
            held["carry"], losses = epoch(held["carry"], key)
            losses.block_until_ready()
            done += per_epoch
        return done

    return run


def _jax_parameters(layers: list[dict[str, Any]], shape: tuple[int, ...]) -> list[Any]:
    """Return weights and biases a layer; convolutions keep the size and pooling halves it, as the workloads' do."""
    rng = np.random.default_rng(0)
    width = shape[-1]
    pixels = int(np.prod(shape[:-1]))

    def draw(*shape: int) -> np.ndarray:
        return rng.uniform(-1, 1, shape).astype(np.float32) / np.float32(np.sqrt(shape[0]))

    made: list[Any] = []
    for layer in layers:
        if layer["type"] == "Linear":
            made.append((draw(width, layer["out_features"]), np.zeros(layer["out_features"], np.float32)))
            width = layer["out_features"]
        elif layer["type"] in ("RNN", "LSTM"):
            hidden = layer["hidden_size"]
            rows = hidden * (4 if layer["type"] == "LSTM" else 1)
            made.append((draw(width, rows), draw(hidden, rows), np.zeros(rows, np.float32)))
            width = hidden
        elif layer["type"] == "Conv2d":
            assert layer["kernel_size"] == 3
            assert layer["padding"] == 1
            made.append((draw(3, 3, width, layer["out_channels"]), np.zeros(layer["out_channels"], np.float32)))
            width = layer["out_channels"]
        else:
            pixels //= 4 if layer["type"] == "MaxPool2d" else 1
            width *= pixels if layer["type"] == "Flatten" else 1
            made.append(())
    return made


def _jax_forward(layers: list[dict[str, Any]], parameters: list[Any], x: Any) -> Any:
    import jax
    import jax.numpy as jnp

    for layer, p in zip(layers, parameters, strict=True):
        match layer["type"]:
            case "Linear":
                x = x @ p[0] + p[1]
            case "ReLU":
                x = jax.nn.relu(x)
            case "Tanh":
                x = jnp.tanh(x)
            case "Conv2d":
                how = ("NHWC", "HWIO", "NHWC")
                x = jax.lax.conv_general_dilated(x, p[0], (1, 1), "SAME", dimension_numbers=how) + p[1]
            case "MaxPool2d":
                x = jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
            case "Flatten":
                x = x.reshape(len(x), -1)
            case kind:
                fed = jnp.swapaxes(x @ p[0] + p[2], 0, 1)  # one product for all time steps
                zero = jnp.zeros((x.shape[0], layer["hidden_size"]), x.dtype)

                def rnn(h: Any, row: Any, u: Any = p[1]) -> Any:
                    return jnp.tanh(row + h @ u), None

                def lstm(state: Any, row: Any, u: Any = p[1]) -> Any:
                    h, c = state
                    i, f, g, o = jnp.split(row + h @ u, 4, axis=-1)
                    c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
                    return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

                last, _ = jax.lax.scan(rnn, zero, fed) if kind == "RNN" else jax.lax.scan(lstm, (zero, zero), fed)
                x = last if kind == "RNN" else last[0]
    return x


def sklearn_peer(w: Workload) -> Peer | None:
    """Return scikit-learn's MLPClassifier where it has the same network and optimizer."""
    from sklearn.neural_network import MLPClassifier

    layers, made = layer_tables(w), table(w.optimizer)
    kinds = {t["type"] for t in layers}
    widths = [t["out_features"] for t in layers if t["type"] == "Linear"]
    if not kinds <= {"Linear", "ReLU", "Tanh"} or len(widths) < 2 or len(w.shape) > 1:
        return None
    x, y = w.arrays()
    net = MLPClassifier(
        tuple(widths[:-1]),
        activation="tanh" if "Tanh" in kinds else "relu",
        solver="adam" if made["type"] == "Adam" else "sgd",
        learning_rate_init=made.get("lr", 0.001),
        momentum=made.get("momentum", 0.0),
        nesterovs_momentum=False,
        batch_size=w.batch_size,
        alpha=0.0,
    )
    classes = np.arange(w.classes)
    per_epoch = -(-len(x) // w.batch_size)

    def run(steps: int) -> int:
        done = 0
        while done < steps:
            net.partial_fit(x, y, classes=classes)
            done += per_epoch
        return done

    return run


def race(w: Workload, rounds: int) -> dict[str, tuple[float, float]]:
    """Return microseconds a step and the ratio to gdlab's time of every peer, medians over the rounds."""
    makers = {"gdlab": gdlab_peer, "PyTorch": torch_peer, "JAX": jax_peer, "scikit-learn": sklearn_peer}
    peers = {name: peer for name, make in makers.items() if (peer := make(w)) is not None}
    steps: dict[str, int] = {}
    slow: set[str] = set()
    for name, peer in peers.items():
        peer(2)  # compiles and warms up
        began = time.process_time()
        did = peer(5)
        took = time.process_time() - began
        steps[name] = max(1, int(did * _SLICE / took))
        if took > _SLOW:
            slow.add(name)
    times: dict[str, list[float]] = {name: [] for name in peers}
    ratios: dict[str, list[float]] = {name: [] for name in peers}
    for k in range(rounds):
        now: dict[str, float] = {}
        for name in list(peers) if k % 2 == 0 else list(peers)[::-1]:
            if name in slow and k % 4 != 0:
                continue
            began = time.process_time()
            did = peers[name](steps[name])
            now[name] = (time.process_time() - began) / did
        for name, t in now.items():
            times[name].append(t)
            ratios[name].append(t / now["gdlab"])
    return {name: (1e6 * statistics.median(t), statistics.median(ratios[name])) for name, t in times.items()}


def rows(names: list[str], rounds: int) -> list[tuple[str, dict[str, tuple[float, float]]]]:
    """Race the workloads that are named, all for none, telling each as it is known."""
    made: list[tuple[str, dict[str, tuple[float, float]]]] = []
    for w in workloads():
        if not names or w.name in names:
            made.append((w.title, race(w, rounds)))
            shown = ", ".join(f"{name} {us:.1f} µs ({ratio:.2f}×)" for name, (us, ratio) in made[-1][1].items())
            print(f"{w.title}: {shown}", flush=True)
    return made


def main() -> None:
    """Measure what is asked for and print it; write it into the page when that is asked for too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--growth", action="store_true", help="measure how cost grows in place of the race")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    parser.add_argument("--machine", default=report.machine(), help="what the page calls this machine")
    asked = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    sections: dict[str, str] = {}
    if asked.growth:
        sections["How cost grows"] = report.conditions(asked.machine, load) + growth.table()
    else:
        report.bind_to_one_core()
        raced = rows(asked.names, asked.rounds)
        sections["Against others"] = report.conditions(asked.machine, load) + report.race_table(raced, asked.rounds)
        if not asked.names:
            sections["Against the machine"] = limits.table()
    for title, text in sections.items():
        print(f"\n## {title}\n\n{text}")
        if asked.write:
            report.write(title, text)


if __name__ == "__main__":
    main()
