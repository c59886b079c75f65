"""The classes and functions of the script that PyTorch has not: each is written into it where it is used."""

from __future__ import annotations

#: How gdlab draws: the i-th draw of a stream is a pure function of its key and of i (SplitMix64).
STREAMS = '''
GOLDEN, WRAP = 0x9E3779B97F4A7C15, 2**64 - 1


def mix(z):
    """Scramble 64-bit counters (SplitMix64)."""
    z = np.asarray(z, np.uint64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def stream_key(*path):
    """Return the key of the random stream that a seed and a path of numbers name."""
    state = np.array([path[0]], np.uint64)
    for part in path[1:]:
        state = mix((state ^ mix(np.array([part], np.uint64) + np.uint64(GOLDEN))) + np.uint64(GOLDEN))
    return int(state[0])


def draws(stream, n):
    """Return the first n draws of a stream as 64-bit numbers."""
    return mix(np.arange(1, n + 1, dtype=np.uint64) * np.uint64(GOLDEN) + np.uint64(stream))


def order_of_epoch(epoch, n):
    """Return the order in which an epoch takes the examples (Fisher and Yates)."""
    order = np.arange(n)
    if SHUFFLE:
        drawn = draws(stream_key(SEED, 2, epoch), n)
        for i in range(n - 1, 0, -1):
            j = ((int(drawn[i]) >> 32) * (i + 1)) >> 32
            order[i], order[j] = order[j], order[i]
    return order
'''


def _batch_norm(axes: int) -> str:
    """Return a batch normalisation over inputs of so many axes, 1 or 2."""
    return f'''
class BatchNorm{axes}d(nn.BatchNorm{axes}d):
    """Batch normalisation that takes a single value a channel, too, which PyTorch refuses."""

    def forward(self, x):
        if self.training and x.numel() == x.shape[1]:
            return super().forward(torch.cat([x, x]))[:1]
        return super().forward(x)
'''


HELPERS = {
    "BatchNorm1d": _batch_norm(1),
    "BatchNorm2d": _batch_norm(2),
    "Dropout": '''
class Dropout(nn.Module):
    """Dropout whose masks are gdlab's: a function of seed, layer, step and place."""

    def __init__(self, p, layer, channels):
        super().__init__()
        self.p, self.layer, self.channels, self.step = p, layer, channels, 0

    def forward(self, x):
        if not self.training:
            return x
        shape = x.shape[:2] if self.channels else x.shape
        stream = int(draws(int(draws(stream_key(SEED, 3), self.layer + 1)[-1]), self.step + 1)[-1])
        kept = (draws(stream, int(np.prod(shape))) >> np.uint64(11)).astype(np.int64) >= np.int64(self.p * 2.0**53)
        if len(shape) == 4:  # gdlab has the channels of an image last
            kept = np.moveaxis(kept.reshape(shape[0], *shape[2:], shape[1]), 3, 1)
        self.step += 1
        factor = torch.tensor(kept.reshape(shape), dtype=x.dtype) * (0.0 if self.p >= 1 else 1 / (1 - self.p))
        return x * factor.reshape(*shape, *[1] * (x.ndim - len(shape)))
''',
    "Residual": '''
class Residual(nn.Module):
    """Layers with a shortcut around them."""

    def __init__(self, layers, kind, shortcut):
        super().__init__()
        self.layers, self.kind = layers, kind
        if shortcut is not None:
            self.shortcut = shortcut

    def forward(self, x):
        y = self.layers(x)
        if self.kind == "identity":
            return y + x
        if self.kind == "projection":
            return y + self.shortcut(x)
        down, across = -(-x.shape[2] // y.shape[2]), -(-x.shape[3] // y.shape[3])
        return y + nn.functional.pad(x[:, :, ::down, ::across], (0, 0, 0, 0, 0, y.shape[1] - x.shape[1]))
''',
    "Lion": '''
class Lion(torch.optim.Optimizer):
    """Steps of one length, by the sign of a mix of momentum and gradient (Chen et al. 2023)."""

    def __init__(self, params, lr, betas, weight_decay):
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            first, second = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("exp_avg", torch.zeros_like(p))
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(torch.sign(first * m + (1 - first) * p.grad), alpha=-group["lr"])
                m.mul_(second).add_(p.grad, alpha=1 - second)
''',
    "Muon": '''
def orthogonalise(grad, ns_coefficients, ns_steps, eps):
    """Do PyTorch's Newton-Schulz iteration without its rounding to bfloat16, as gdlab does on most processors."""
    a, b, c = ns_coefficients
    x = grad.T if grad.size(0) > grad.size(1) else grad
    x = x / x.norm().clamp(min=eps)
    for _ in range(ns_steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if grad.size(0) > grad.size(1) else x


class Muon:
    """Muon for matrices, AdamW for the rest."""

    def __init__(self, params, lr, weight_decay, adamw_betas, adamw_eps, **options):
        torch.optim._muon._zeropower_via_newtonschulz = orthogonalise
        params, shared = list(params), {"lr": lr, "weight_decay": weight_decay}
        matrices, others = [p for p in params if p.ndim == 2], [p for p in params if p.ndim != 2]
        self.parts = [torch.optim.Muon(matrices, **shared, **options)] if matrices else []
        self.parts += [torch.optim.AdamW(others, **shared, betas=adamw_betas, eps=adamw_eps)] if others else []
        self.param_groups = [group for part in self.parts for group in part.param_groups]

    def zero_grad(self):
        for part in self.parts:
            part.zero_grad()

    def step(self):
        for part in self.parts:
            part.step()
''',
    **{
        kind: f'''
class {kind}(nn.{kind}):
    """A recurrent layer that returns every state, or the last one."""

    def __init__(self, *sizes, sequence, **options):
        super().__init__(*sizes, batch_first=True, **options)
        self.sequence = sequence

    def forward(self, x):
        every, last = super().forward(x)
        h = last[0] if isinstance(last, tuple) else last
        return every if self.sequence else torch.cat([h[-2], h[-1]], 1) if self.bidirectional else h[-1]
'''
        for kind in ("RNN", "GRU", "LSTM")
    },
    "Transpose": '''
class Transpose(nn.Module):
    """The two axes of a sequence exchanged."""

    def forward(self, x):
        return x.transpose(1, 2)
''',
}
