"""The elementary functions are accurate to a few units in the last place, and right at the ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numba import njit
from scipy import special

from gdlab.engine.machine.native import FASTMATH, INTERPRETED
from gdlab.engine.products import elementary


def _numbers(low: float, high: float) -> np.ndarray:
    """Return float32 numbers spread evenly over [low, high] and over all magnitudes within it."""
    generator = np.random.default_rng(0)
    even = generator.uniform(low, high, 20_000)
    sizes = 10.0 ** generator.uniform(-40, np.log10(max(abs(low), abs(high))), 20_000)
    scaled = sizes * generator.choice([-1.0, 1.0], sizes.size)
    every = np.concatenate([even, scaled[(scaled >= low) & (scaled <= high)], [low, high]])
    return every.astype(np.float32)


#: function -> (float64 twin, domain, bound in units in the last place, value at −inf, 0 and inf)
TABLE: dict[str, tuple[Callable[[Any], Any], tuple[float, float], float, tuple[float, float, float]]] = {
    "exp": (np.exp, (-110, 95), 1.0, (0.0, 1.0, np.inf)),
    "expm1": (np.expm1, (-110, 95), 1.6, (-1.0, 0.0, np.inf)),
    "log": (np.log, (0, 3e38), 1.0, (np.nan, -np.inf, np.inf)),
    "log1p": (np.log1p, (0, 1), 1.1, (np.nan, 0.0, np.nan)),
    "tanh": (np.tanh, (-20, 20), 1.6, (-1.0, 0.0, 1.0)),
    "sigmoid": (special.expit, (-110, 110), 1.6, (0.0, 0.5, 1.0)),
    "softplus": (lambda x: np.logaddexp(0.0, x), (-110, 110), 2.0, (0.0, np.log(2.0), np.inf)),
    "erf": (special.erf, (-6, 6), 1.2, (-1.0, 0.0, 1.0)),
}
LOOPS: dict[str, Callable[[np.ndarray, np.ndarray], None]] = {}


def loop(name: str) -> Callable[[np.ndarray, np.ndarray], None]:
    """Return a compiled loop y = f(x) with the flags of kernels."""
    if name not in LOOPS:
        function = getattr(elementary, name)

        @njit(error_model="numpy", fastmath=FASTMATH)
        def run(x, y):
            for i in range(x.size):
                y[i] = function(x[i])

        LOOPS[name] = run
    return LOOPS[name]


def apply(name: str, x: np.ndarray) -> np.ndarray:
    y = np.empty_like(x)
    with np.errstate(all="ignore"):
        loop(name)(x, y)
    return y


@pytest.mark.parametrize("name", TABLE)
def test_is_accurate_in_float32(name: str) -> None:
    exact, domain, bound, _ = TABLE[name]
    x = _numbers(*domain)
    with np.errstate(all="ignore"):
        truth = exact(x.astype(np.float64))
        rounded = truth.astype(np.float32)
        unit = np.abs(np.spacing(rounded)).astype(np.float64)
    y = apply(name, x)
    finite = np.isfinite(rounded)
    assert np.array_equal(y[~finite], rounded[~finite])
    error = np.abs(y[finite].astype(np.float64) - truth[finite]) / unit[finite]
    assert error.max() <= bound, (error.max(), x[finite][error.argmax()])


@pytest.mark.parametrize("name", TABLE)
def test_agrees_with_libm_in_float64(name: str) -> None:
    exact, (low, high), _, _ = TABLE[name]
    x = np.linspace(low, min(high, 90), 2001)[1:]
    assert np.allclose(apply(name, x), exact(x), rtol=4e-16, atol=0)


def test_tanh_is_accurate_over_all_magnitudes_in_float64() -> None:
    generator = np.random.default_rng(0)
    x = generator.normal(size=50_000) * 10.0 ** generator.uniform(-300, 1.5, 50_000)
    truth = np.tanh(x)
    error = np.abs(apply("tanh", x) - truth) / np.spacing(np.abs(truth))
    assert error.max() <= 3.0


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", TABLE)
def test_gives_the_limits_and_lets_nan_through(name: str, dtype: str) -> None:
    ends = TABLE[name][3]
    if name == "log1p":
        ends = (ends[1],) * 3  # its domain is [0, 1]
        x = np.array([0, 0, 0, np.nan], dtype)
    else:
        x = np.array([-np.inf, 0, np.inf, np.nan], dtype)
    assert np.allclose(apply(name, x), [*ends, np.nan], rtol=1e-6, equal_nan=True)


@pytest.mark.parametrize("name", TABLE)
def test_plain_python_gives_the_same(name: str) -> None:
    x = _numbers(-3, 3) if not name.startswith("log") else np.abs(_numbers(0, 1))
    function = getattr(elementary, name)
    plain = np.array([function(v) for v in x[:200]])
    assert plain.dtype == np.float32
    assert np.allclose(plain, apply(name, x[:200]), rtol=1e-6)


@pytest.mark.skipif(INTERPRETED, reason="nothing is compiled")
@pytest.mark.parametrize("name", TABLE)
def test_loop_is_vectorised(name: str) -> None:
    from llvmlite import binding

    if not binding.get_host_cpu_features().get("avx2"):
        pytest.skip("known for x86-64 with AVX2 alone")
    apply(name, np.ones(4, np.float32))
    assembly = next(text for signature, text in loop(name).inspect_asm().items() if "float32" in str(signature))
    assert "ymm" in assembly or "zmm" in assembly
    assert "vfmadd" in assembly
