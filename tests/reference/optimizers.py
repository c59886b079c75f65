"""Plain NumPy twins of the optimizers, tensor by tensor as their papers write them.

A twin is a class made from the optimizer's spec; ``step(values, gradients, t, lr)`` changes the arrays of a dict in
place, t counted from 1. Closure optimizers have a twin that takes the loss and gradient as functions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from gdlab.engine.machine import compiled_streams
from gdlab.spec.rule_parser import parse_rule

Arrays = dict[str, np.ndarray]


class Twin:
    def __init__(self, spec: Any, values: Arrays, noise_key: int = 0) -> None:
        self.o, self.noise_key = spec, noise_key
        self.state: dict[str, Arrays] = {}
        self.first = {k: v.copy() for k, v in values.items()}

    def hold(self, name: str, k: str, value: float = 0.0) -> np.ndarray:
        held = self.state.setdefault(name, {})
        return held.setdefault(k, np.full_like(self.first[k], value))

    def point(self, values: Arrays) -> Arrays:
        """Return where the network is evaluated."""
        return values

    def before(self, values: Arrays, gradients: Arrays, t: int, lr: float) -> None:
        """Do what concerns all tensors at once."""

    def step(self, values: Arrays, gradients: Arrays, t: int, lr: float) -> None:
        self.before(values, gradients, t, lr)
        for k, w in values.items():
            self.one(k, w, gradients[k], t, lr)

    def one(self, k: str, w: np.ndarray, g: np.ndarray, t: int, lr: float) -> None:
        raise NotImplementedError

    def decayed(self, w: np.ndarray, g: np.ndarray, lr: float, decoupled: bool) -> np.ndarray:
        """Apply weight decay to the weights or to the gradient, and return the gradient."""
        if decoupled:
            w *= 1 - lr * self.o.weight_decay
            return g
        return g + self.o.weight_decay * w

    def means(self, k: str, g: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        m, v = self.hold("m", k), self.hold("v", k)
        b1, b2 = self.o.betas
        m[...] = b1 * m + (1 - b1) * g
        v[...] = b2 * v + (1 - b2) * g**2
        return m, v


class SGD(Twin):
    def one(self, k, w, g, t, lr):
        g = g + self.o.weight_decay * w
        if self.o.momentum:
            b = self.hold("b", k)
            b[...] = g if t == 1 else self.o.momentum * b + (1 - self.o.dampening) * g
            g = g + self.o.momentum * b if self.o.nesterov else b
        w -= lr * g


class Adam(Twin):
    def one(self, k, w, g, t, lr):
        g = self.decayed(w, g, lr, getattr(self.o, "decoupled_weight_decay", True))
        m, v = self.means(k, g)
        if self.o.amsgrad:
            top = self.hold("top", k)
            v = top[...] = np.maximum(top, v)
        b1, b2 = self.o.betas
        w -= lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + self.o.eps)


class NAdam(Twin):
    product = 1.0

    def before(self, values, gradients, t, lr):
        self.now, self.ahead = (self.o.betas[0] * (1 - 0.5 * 0.96 ** (s * self.o.momentum_decay)) for s in (t, t + 1))
        self.product *= self.now

    def one(self, k, w, g, t, lr):
        g = self.decayed(w, g, lr, self.o.decoupled_weight_decay)
        m, v = self.means(k, g)
        looked = self.ahead * m / (1 - self.product * self.ahead) + (1 - self.now) * g / (1 - self.product)
        w -= lr * looked / (np.sqrt(v / (1 - self.o.betas[1] ** t)) + self.o.eps)


class RAdam(Twin):
    def one(self, k, w, g, t, lr):
        g = self.decayed(w, g, lr, self.o.decoupled_weight_decay)
        m, v = self.means(k, g)
        b1, b2 = self.o.betas
        longest = 2 / (1 - b2) - 1
        rho = longest - 2 * t * b2**t / (1 - b2**t)
        step = m / (1 - b1**t)
        if rho > 5:
            r = np.sqrt((rho - 4) * (rho - 2) * longest / ((longest - 4) * (longest - 2) * rho))
            step = step * r * np.sqrt(1 - b2**t) / (np.sqrt(v) + self.o.eps)
        w -= lr * step


class Adamax(Twin):
    def one(self, k, w, g, t, lr):
        g = g + self.o.weight_decay * w
        m, u = self.hold("m", k), self.hold("u", k)
        b1, b2 = self.o.betas
        m[...] = b1 * m + (1 - b1) * g
        u[...] = np.maximum(b2 * u, np.abs(g) + self.o.eps)
        w -= lr / (1 - b1**t) * m / u


class Adagrad(Twin):
    def one(self, k, w, g, t, lr):
        g = g + self.o.weight_decay * w
        s = self.hold("s", k, self.o.initial_accumulator_value)
        s += g**2
        w -= lr / (1 + (t - 1) * self.o.lr_decay) * g / (np.sqrt(s) + self.o.eps)


class RMSprop(Twin):
    def one(self, k, w, g, t, lr):
        g = g + self.o.weight_decay * w
        a, v, b, mean = self.o.alpha, self.hold("v", k), self.hold("b", k), self.hold("mean", k)
        v[...] = a * v + (1 - a) * g**2
        mean[...] = a * mean + (1 - a) * g
        centre = mean**2 if self.o.centered else 0.0
        b[...] = self.o.momentum * b + g / (np.sqrt(v - centre) + self.o.eps)
        w -= lr * b


class Adadelta(Twin):
    def one(self, k, w, g, t, lr):
        g = g + self.o.weight_decay * w
        r, v, u = self.o.rho, self.hold("v", k), self.hold("u", k)
        v[...] = r * v + (1 - r) * g**2
        delta = np.sqrt((u + self.o.eps) / (v + self.o.eps)) * g
        u[...] = r * u + (1 - r) * delta**2
        w -= lr * delta


class Rprop(Twin):
    def one(self, k, w, g, t, lr):
        last, size = self.hold("last", k), self.hold("size", k, lr)
        agree = np.sign(g * last)
        shrink, grow = self.o.etas
        size[...] = np.clip(size * np.where(agree > 0, grow, np.where(agree < 0, shrink, 1)), *self.o.step_sizes)
        g = np.where(agree < 0, 0, g)
        w -= size * np.sign(g)
        last[...] = g


class ASGD(Twin):
    def before(self, values, gradients, t, lr):
        self.eta = lr if t == 1 else self.following
        self.following = lr / (1 + self.o.lambd * lr * t) ** self.o.alpha

    def one(self, k, w, g, t, lr):
        g = g + self.o.weight_decay * w
        mean = self.hold("mean", k)
        w *= 1 - self.o.lambd * self.eta
        w -= self.eta * g
        mean += (w - mean) / max(1, t - 1 - self.o.t0)

    def point(self, values):
        return self.state["mean"]


class Adafactor(Twin):
    def one(self, k, w, g, t, lr):
        least = self.o.eps[0] or np.finfo(w.dtype).eps
        fresh = t**self.o.beta2_decay
        size = max(self.o.eps[1], np.sqrt((w**2).mean())) * min(lr, 1 / np.sqrt(t))
        w *= 1 - lr * self.o.weight_decay
        if w.ndim > 1:
            rows = self.state.setdefault("rows", {}).setdefault(k, np.zeros((*w.shape[:-1], 1), w.dtype))
            columns = self.state.setdefault("columns", {}).setdefault(
                k, np.zeros((*w.shape[:-2], 1, w.shape[-1]), w.dtype)
            )
            rows += fresh * ((g**2).mean(-1, keepdims=True) - rows)
            columns += fresh * ((g**2).mean(-2, keepdims=True) - columns)
            v = rows * columns / np.maximum(rows.mean(-2, keepdims=True), least)
        else:
            v = self.hold("v", k)
            v += fresh * (g**2 - v)
        u = g / np.sqrt(np.maximum(v, least**2))
        w -= size * u / max(1, np.sqrt((u**2).mean()) / self.o.d)


class Muon(Twin):
    def one(self, k, w, g, t, lr):
        if w.ndim != 2:
            m, v = self.hold("m", k), self.hold("v", k)
            b1, b2 = self.o.adamw_betas
            m[...], v[...] = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
            w *= 1 - lr * self.o.weight_decay
            w -= lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + self.o.adamw_eps)
            return
        b, mu = self.hold("b", k), self.o.momentum
        b += (1 - mu) * (g - b)
        x = g + mu * (b - g) if self.o.nesterov else b
        x = x / max(np.linalg.norm(x), self.o.eps)
        a1, a3, a5 = self.o.ns_coefficients
        for _ in range(self.o.ns_steps):
            gram = x @ x.T
            x = a1 * x + (a3 * gram + a5 * gram @ gram) @ x
        original = self.o.adjust_lr_fn == "original"
        factor = np.sqrt(max(1, w.shape[0] / w.shape[1])) if original else 0.2 * np.sqrt(max(w.shape))
        w *= 1 - lr * self.o.weight_decay
        w -= lr * factor * x


class Lion(Twin):
    def one(self, k, w, g, t, lr):
        m, (b1, b2) = self.hold("m", k), self.o.betas
        w -= lr * (np.sign(b1 * m + (1 - b1) * g) + self.o.weight_decay * w)
        m[...] = b2 * m + (1 - b2) * g


class ScheduleFreeAdamW(Twin):
    total = largest = 0.0

    def before(self, values, gradients, t, lr):
        self.rate = lr * min(1, t / self.o.warmup_steps) if self.o.warmup_steps else lr
        self.largest = max(self.largest, self.rate)
        weight = t**self.o.r * self.largest**self.o.weight_lr_power
        self.total += weight
        self.share = weight / self.total

    def one(self, k, w, g, t, lr):
        x, z, v = self.hold("x", k), self.hold("z", k), self.hold("v", k)
        if t == 1:
            x[...] = z[...] = w
        b1, b2 = self.o.betas
        v[...] = b2 * v + (1 - b2) * g**2
        z -= self.rate * (g / (np.sqrt(v / (1 - b2**t)) + self.o.eps) + self.o.weight_decay * w)
        x[...] = (1 - self.share) * x + self.share * z
        w[...] = (1 - b1) * z + b1 * x

    def point(self, values):
        return self.state["x"]


def gaussian(key: int, n: int) -> np.ndarray:
    """Return normal draws by Box and Muller from the uniform draws 2i and 2i + 1."""
    u = compiled_streams.uniform(key, 2 * n)
    return np.sqrt(-2 * np.log(u[::2])) * np.cos(2 * np.pi * u[1::2])


class PerturbedSGD(Twin):
    """Works on one flat vector, named "": draws are numbered in the order in which the engine stores parameters."""

    pushed = -1e18
    pushes = 0

    def one(self, k, w, g, t, lr):
        push, noise = compiled_streams.bits(self.noise_key, 2, 2 * (t - 1)).view(np.int64)
        if self.o.noise:
            g = g + self.o.noise * gaussian(int(noise), w.size)
        if self.o.radius and np.linalg.norm(g) <= self.o.threshold and t - 1 - self.pushed >= self.o.interval:
            direction = gaussian(int(push), w.size)
            length = self.o.radius * compiled_streams.uniform(int(push), 1, 2 * w.size)[0] ** (1 / w.size)
            w += length * direction / np.linalg.norm(direction)
            self.pushed, self.pushes = t - 1, self.pushes + 1
        b = self.hold("b", k)
        b[...] = self.o.momentum * b + g + self.o.weight_decay * w
        w -= lr * b


class SimulatedAnnealing:
    """Search a function of one vector."""

    def __init__(self, spec: Any, noise_key: int) -> None:
        self.o, self.noise_key = spec, noise_key

    def minimise(self, f: Callable[[np.ndarray], float], w: np.ndarray, t: int) -> np.ndarray:
        hot = self.o.temperature * self.o.cooling ** (t - 1)
        for k in range(self.o.proposals):
            stream = compiled_streams.key(self.noise_key, t - 1, k)
            new = w + self.o.lr * compiled_streams.normal(stream, w.size)
            worse = f(new) - f(w)
            if worse <= 0 or (hot and compiled_streams.uniform(stream, 1, w.size)[0] < np.exp(-worse / hot)):
                w = new
        return w


class SAM:
    """Step by the gradient at the point that lies uphill; the gradient is a function of one vector."""

    def __init__(self, spec: Any) -> None:
        self.o, self.buffer = spec, 0.0

    def minimise(self, gradient: Callable[[np.ndarray], np.ndarray], w: np.ndarray) -> np.ndarray:
        g = gradient(w)
        scale = np.abs(w) if self.o.adaptive else np.ones_like(w)
        uphill = w + self.o.rho * scale**2 * g / np.sqrt(((scale * g) ** 2).sum())
        self.buffer = self.o.momentum * self.buffer + gradient(uphill) + self.o.weight_decay * w
        return w - self.o.lr * self.buffer


class LBFGS:
    """Minimise with the full inverse Hessian approximation (BFGS updates from a scaled identity), fixed steps."""

    def __init__(self, spec: Any) -> None:
        self.o, self.pairs, self.last = spec, [], None

    def direction(self, g: np.ndarray) -> np.ndarray:
        n, pairs = g.size, self.pairs[-self.o.history_size :]
        if not pairs:
            return -g
        s, y = pairs[-1]
        h = np.eye(n) * (y @ s) / (y @ y)
        for s, y in pairs:
            v = np.eye(n) - np.outer(y, s) / (y @ s)
            h = v.T @ h @ v + np.outer(s, s) / (y @ s)
        return -h @ g

    def minimise(self, gradient: Callable[[np.ndarray], np.ndarray], w: np.ndarray) -> np.ndarray:
        for _ in range(self.o.max_iter):
            g = gradient(w)
            if self.last is not None:
                s, y = w - self.last[0], g - self.last[1]
                if y @ s > 1e-10:
                    self.pairs.append((s, y))
            scale = 1.0 if self.last is not None else min(1.0, 1.0 / np.abs(g).sum())
            self.last = (w, g)
            w = w + self.o.lr * scale * self.direction(g)
        return w


class UpdateRule(Twin):
    """The tree of a rule, evaluated by NumPy as it is written."""

    def one(self, k, w, g, t, lr):
        program = parse_rule(self.o.text)
        held = {state: self.hold(state, k) for state in program.states}
        values = {p.name: getattr(self.o, p.name) for p in program.parameters}
        values |= {"lr": lr, "t": float(t), "g": g, "p": w.copy(), **{name: a.copy() for name, a in held.items()}}
        for assignment in program.assignments:
            values[assignment.name] = assignment.tree.evaluate(values)
        w[...] = values["p"]
        for state, array in held.items():
            array[...] = values[state]


TWINS: dict[str, type] = {
    cls.__name__: cls
    for cls in (SGD, Adam, NAdam, RAdam, Adamax, Adagrad, RMSprop, Adadelta, Rprop, ASGD, Adafactor, Muon)
} | {
    "AdamW": Adam,
    "LBFGS": LBFGS,
    "SAM": SAM,
    "Lion": Lion,
    "ScheduleFreeAdamW": ScheduleFreeAdamW,
    "PerturbedSGD": PerturbedSGD,
    "SimulatedAnnealing": SimulatedAnnealing,
    "UpdateRule": UpdateRule,
}
