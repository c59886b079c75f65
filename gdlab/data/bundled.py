"""The small tables that are shipped as arrays: iris, wine, breast cancer, diabetes."""

from __future__ import annotations

from gdlab.data import shipped
from gdlab.data.base import Raw
from gdlab.data.inputs.numbers import Numbers


def table(name: str) -> Raw:
    """Return the shipped table ``name``: classes where it names any, values to predict where it does not."""
    arrays = shipped.arrays(name)
    x, y = arrays["x"], arrays["y"]
    features = shipped.words(arrays["features"])
    classes = shipped.words(arrays["classes"]) if len(arrays["classes"]) else ()
    note = f"{len(x):,} rows of {len(features)} measures."
    if not classes:
        return Raw(Numbers(x, features), y.astype("float64")[:, None], task="regression", note=note)
    return Raw(Numbers(x, features), y.astype("int64"), classes=classes, note=note)
