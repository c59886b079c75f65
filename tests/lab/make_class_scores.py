"""Write ``class_scores.json``: probabilities, and what scikit-learn says of them. Run it as a module, ``-m``."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.calibration import calibration_curve
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve


def main() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 60)
    shares = rng.dirichlet([1.0, 1.0, 1.0], 60)
    shares[np.arange(60), truth] += 0.4
    shares = np.round(shares / shares.sum(axis=1, keepdims=True), 2)  # rounded, so that some are equal
    found = []
    for k in range(3):
        own = truth == k
        x, y, _ = roc_curve(own, shares[:, k], drop_intermediate=False)
        precision, recall, _ = precision_recall_curve(own, shares[:, k])
        true, predicted = calibration_curve(own, shares[:, k], n_bins=10)
        found.append(
            {
                "auc": roc_auc_score(own, shares[:, k]),
                "ap": average_precision_score(own, shares[:, k]),
                "roc": [x.tolist(), y.tolist()],
                "recall": [recall[::-1].tolist(), precision[::-1].tolist()],
                "calibration": [predicted.tolist(), true.tolist()],
            }
        )
    table = {"scikit-learn": sklearn.__version__, "truth": truth.tolist(), "shares": shares.tolist(), "classes": found}
    Path(__file__).with_name("class_scores.json").write_text(json.dumps(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
