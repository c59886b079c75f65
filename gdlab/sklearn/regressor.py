"""A regressor for scikit-learn."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import RegressorMixin
from sklearn.metrics import r2_score
from sklearn.utils import Tags

from gdlab.data.inputs import scaling
from gdlab.sklearn.base import GDEstimator
from gdlab.sklearn.spec_of_parameters import Ending, loss_spec_of

_LOSSES = ("MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss")


class GDRegressor(RegressorMixin, GDEstimator):
    """A feed-forward network that is trained by gradient descent to predict one or several numbers.

    Parameters are called as MLPRegressor's where they mean the same; whatever names a layer, loss, optimizer or
    schedule takes a member of gdlab, its name, or a call such as ``"Adam(lr=0.01)"``.

    Parameters:
        hidden_layer_sizes: the units of each hidden layer: a whole number, or a sequence of them, () for none.
        activation: the layer behind each hidden Linear: "relu", "tanh", "logistic", "identity", "GELU", ...
        layers: all hidden layers in place of the two above, such as ``["Linear(out_features=64)", "ReLU", "Dropout"]``;
            the output layer is added.
        loss: "MSELoss" (what None stands for), "L1Loss", "SmoothL1Loss" or "HuberLoss".
        optimizer: the optimizer.
        learning_rate_init: the optimizer's learning rate; None leaves the optimizer's own.
        schedule: how the learning rate changes, in ``fit``; ``partial_fit`` leaves it constant.
        alpha: strength of the L2 penalty, alpha / 2 times the sum of all squared parameters.
        batch_size: examples a step, or "full".
        max_iter: epochs at most; a ConvergenceWarning says that they were not enough.
        shuffle: whether each epoch takes the examples in a new order.
        tol: an improvement by less than this counts for nothing.
        n_iter_no_change: end after this many epochs in which the training loss (with early_stopping, the validation
            score) did not improve.
        early_stopping: hold ``validation_fraction`` of the data out and keep the parameters that had the best R² on it.
        validation_fraction: share that is held out.
        standardise: shift and scale each feature, and each target, to mean 0 and standard deviation 1; ``partial_fit``
            takes them from its first call. Predictions are in the targets' own units, losses in scaled ones.
        training: more fields of a spec's [training] table, such as ``{"clip_grad_norm": 1.0, "average": "EMA"}``.
        warm_start: whether ``fit`` begins with the parameters of the last fit.
        random_state: seed of weights, order, dropout and of what is held out.
        verbose: print a line an epoch.

    Attributes:
        n_features_in_: features of an input.
        feature_names_in_: their names, where X had names that are strings.
        n_iter_: epochs that the last fit took.
        loss_curve_: mean training loss of each epoch.
        best_loss_: the smallest of them.
        validation_scores_: R² on what is held out, one an epoch; None without early stopping.
        best_validation_score_: the largest of them, or None.
        parameters_: the trained arrays under PyTorch's state_dict names and shapes.
    """

    def partial_fit(self, X: Any, y: Any) -> Self:
        """Train for one pass over X and y, going on from the last call with weights and the optimizer's state.

        Args:
            X: inputs, (n_samples, n_features).
            y: targets, (n_samples,) or (n_samples, n_outputs).

        Returns:
            The estimator.
        """
        return self._partial_fit(X, y, fresh=not hasattr(self, "parameters_"))

    def predict(self, X: Any) -> NDArray[Any]:
        """Return predictions, (n_samples,) or, where the targets had two axes, (n_samples, n_outputs)."""
        values = self._outputs(X) * self._target_width + self._target_shift
        return values[:, 0] if self._flat else values

    def __sklearn_tags__(self) -> Tags:
        """Return what scikit-learn must know: several outputs are fine."""
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags

    # --- what training needs ------------------------------------------------------------------------------------------
    def _fit_targets(self, y: NDArray[Any], classes: NDArray[Any] | None) -> None:
        """Fit the scale of the targets."""
        self._flat, columns = y.ndim == 1, self._numbers(y).astype(np.float64)
        scale = scaling.fit(columns, "standard", (1,)) if self.standardise else None
        self._target_shift = np.zeros((1, columns.shape[1])) if scale is None else scale.shift
        self._target_width = np.ones((1, columns.shape[1])) if scale is None else scale.width

    def _encoded(self, y: NDArray[Any]) -> NDArray[Any]:
        """Return scaled targets, float64 (n_samples, n_outputs)."""
        columns = self._numbers(y)
        if (y.ndim == 1) != self._flat or columns.shape[1] != self._target_shift.shape[1]:
            raise ValueError(f"y has shape {y.shape}, and the first fit saw another number of outputs")
        return (columns - self._target_shift) / self._target_width

    @staticmethod
    def _numbers(y: NDArray[Any]) -> NDArray[Any]:
        """Return targets as (n_samples, n_outputs).

        Raises:
            ValueError: when they are texts, dates or the like.
        """
        if y.dtype.kind not in "biuf":
            raise ValueError(f"y must hold numbers, and holds {y.dtype}")
        return y.reshape(len(y), -1)

    def _ending(self) -> Ending:
        """Return the number of outputs and the loss."""
        loss = loss_spec_of(self.loss or "MSELoss")
        if loss.type not in _LOSSES:
            raise ValueError(f"loss: {loss.type} does not predict numbers; choose one of {', '.join(_LOSSES)}")
        return Ending(self._target_shift.shape[1], loss)

    def _score_outputs(self, targets: NDArray[Any], outputs: NDArray[Any]) -> float:
        """Return R², the mean over the outputs."""
        return float(r2_score(targets, outputs)) if len(targets) > 1 else -float(np.mean((targets - outputs) ** 2))
