"""Estimators for scikit-learn that train with gdlab's engine.

::

    from gdlab.sklearn import GDClassifier

    model = GDClassifier(hidden_layer_sizes=(64,), optimizer="SGD(lr=0.05, momentum=0.9)", random_state=0)
    model.fit(X_train, y_train).score(X_test, y_test)

They need the extra ``gdlab[sklearn]``; ``import gdlab`` alone does not import scikit-learn.
"""

from __future__ import annotations

try:
    import sklearn as _scikit_learn  # noqa: F401
except ModuleNotFoundError as error:
    if error.name != "sklearn":
        raise
    raise ImportError(
        "gdlab.sklearn needs scikit-learn, which is not installed; run: pip install 'gdlab[sklearn]'", name="sklearn"
    ) from None

from gdlab.sklearn.classifier import GDClassifier
from gdlab.sklearn.regressor import GDRegressor

__all__ = ["GDClassifier", "GDRegressor"]
