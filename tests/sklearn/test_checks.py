"""scikit-learn's own checks of an estimator, all of them."""

from __future__ import annotations

from typing import Any

import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from gdlab.sklearn import GDClassifier, GDRegressor


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@parametrize_with_checks([GDClassifier(), GDRegressor()])
def test_an_estimator_passes_every_check(estimator: Any, check: Any):
    check(estimator)
