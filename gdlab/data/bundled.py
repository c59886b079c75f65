"""The tables that scikit-learn carries with it."""

from __future__ import annotations

import numpy as np

from gdlab.data.base import Raw
from gdlab.data.inputs.numbers import Numbers


def table(name: str) -> Raw:
    """Return scikit-learn's table ``load_<name>``."""
    from sklearn import datasets  # 0.8 s to import

    bunch = getattr(datasets, f"load_{name}")()
    features = tuple(str(f) for f in bunch.feature_names)
    classes = tuple(str(c) for c in getattr(bunch, "target_names", ()))
    x, y = np.asarray(bunch.data, dtype=np.float64), np.asarray(bunch.target)
    note = f"{len(x):,} rows of {len(features)} measures."
    if not classes:
        return Raw(Numbers(x, features), y.astype(np.float64)[:, None], task="regression", note=note)
    return Raw(Numbers(x, features), y.astype(np.int64), classes=classes, note=note)
