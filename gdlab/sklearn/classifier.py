"""A classifier for scikit-learn."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax, softmax
from sklearn.base import ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import column_or_1d

from gdlab.sklearn.base import GDEstimator
from gdlab.sklearn.spec_of_parameters import Ending, loss_spec_of

_LOSSES = ("CrossEntropyLoss", "NLLLoss", "BCEWithLogitsLoss")


class GDClassifier(ClassifierMixin, GDEstimator):
    """A feed-forward network that is trained by gradient descent to tell classes apart.

    Labels may be numbers or strings. Parameters are called as MLPClassifier's where they mean the same; whatever names
    a layer, loss, optimizer or schedule takes a member of gdlab, its name, or a call such as ``"Adam(lr=0.01)"``.

    Parameters:
        hidden_layer_sizes: the units of each hidden layer: a whole number, or a sequence of them, () for none.
        activation: the layer behind each hidden Linear: "relu", "tanh", "logistic", "identity", "GELU", ...
        layers: all hidden layers in place of the two above, such as ``["Linear(out_features=64)", "ReLU", "Dropout"]``;
            the output layer is added.
        loss: "CrossEntropyLoss" (an output a class; what None stands for), "NLLLoss" (the same, with a LogSoftmax), or
            "BCEWithLogitsLoss" (two classes, one output).
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
        early_stopping: hold ``validation_fraction`` of the data out, stratified, and keep the parameters that had the
            best accuracy on it.
        validation_fraction: share that is held out.
        standardise: shift and scale each feature to mean 0 and standard deviation 1 of the training part; a
            ``partial_fit`` takes them from its first call.
        training: more fields of a spec's [training] table, such as ``{"clip_grad_norm": 1.0, "average": "EMA"}``.
        warm_start: whether ``fit`` begins with the parameters of the last fit.
        random_state: seed of weights, order, dropout and of what is held out.
        verbose: print a line an epoch.

    Attributes:
        classes_: the labels, sorted.
        n_features_in_: features of an input.
        feature_names_in_: their names, where X had names that are strings.
        n_iter_: epochs that the last fit took.
        loss_curve_: mean training loss of each epoch.
        best_loss_: the smallest of them.
        validation_scores_: accuracy on what is held out, one an epoch; None without early stopping.
        best_validation_score_: the largest of them, or None.
        parameters_: the trained arrays under PyTorch's state_dict names and shapes.
    """

    def partial_fit(self, X: Any, y: Any, classes: Any = None) -> Self:
        """Train for one pass over X and y, going on from the last call with weights and the optimizer's state.

        Args:
            X: inputs, (n_samples, n_features).
            y: labels, (n_samples,).
            classes: all labels that any call will see; needed in the first call only.

        Returns:
            The estimator.

        Raises:
            ValueError: when the first call has no ``classes``, or a label is not among them.
        """
        fresh = not hasattr(self, "parameters_")
        if fresh and classes is None:
            raise ValueError("classes must be given in the first call of partial_fit")
        known = None if classes is None else np.unique(np.asarray(classes))
        if not fresh and known is not None and not np.array_equal(known, self.classes_):
            raise ValueError(f"classes={classes!r} are not those of the first call, {self.classes_!r}")
        return self._partial_fit(X, y, fresh=fresh, classes=known)

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the most probable label of each row of X, (n_samples,)."""
        places = self.predict_proba(X).argmax(axis=1)
        return self.classes_[places]

    def predict_proba(self, X: Any) -> NDArray[Any]:
        """Return the probability of each class, (n_samples, n_classes), in the order of ``classes_``."""
        return softmax(self._logits(self._outputs(X)), axis=1)

    def predict_log_proba(self, X: Any) -> NDArray[Any]:
        """Return the logarithms of :meth:`predict_proba`, computed without its rounding near 0."""
        return log_softmax(self._logits(self._outputs(X)), axis=1)

    # --- what training needs ------------------------------------------------------------------------------------------
    def _fit_targets(self, y: NDArray[Any], classes: NDArray[Any] | None) -> None:
        """Take the labels that there are from the caller or from the targets."""
        check_classification_targets(y)
        if type_of_target(y).startswith("multilabel"):
            raise ValueError("y has several labels an example, and GDClassifier gives one; train one a label")
        self.classes_ = np.unique(column_or_1d(y, warn=True)) if classes is None else classes

    def _encoded(self, y: NDArray[Any]) -> NDArray[Any]:
        """Return the places of labels in ``classes_``, int64 (n_samples,)."""
        y = column_or_1d(y)
        places = np.searchsorted(self.classes_, y).clip(0, len(self.classes_) - 1)
        unknown = self.classes_[places] != y
        if unknown.any():
            known = ", ".join(repr(label) for label in self.classes_.tolist())
            raise ValueError(f"y has the label {y[unknown].tolist()[0]!r}, which is not among {known}")
        return places.astype(np.int64)

    def _ending(self) -> Ending:
        """Return the last layers and the loss."""
        loss = loss_spec_of(self.loss or "CrossEntropyLoss")
        if loss.type not in _LOSSES:
            raise ValueError(f"loss: {loss.type} does not tell classes apart; choose one of {', '.join(_LOSSES)}")
        if loss.type != "BCEWithLogitsLoss":
            return Ending(len(self.classes_), loss, ("LogSoftmax",) if loss.type == "NLLLoss" else ())
        if len(self.classes_) != 2:
            raise ValueError(f"loss: BCEWithLogitsLoss tells two classes apart, and y has {len(self.classes_)}")
        return Ending(1, loss)

    def _logits(self, outputs: NDArray[Any]) -> NDArray[Any]:
        """Return one logit a class; a network of one output gives that of the second class, and the first has 0."""
        if outputs.shape[1] == len(self.classes_):
            return outputs
        return np.hstack([np.zeros_like(outputs), outputs])

    def _score_outputs(self, targets: NDArray[Any], outputs: NDArray[Any]) -> float:
        """Return the accuracy of outputs."""
        return float(np.mean(self._logits(outputs).argmax(axis=1) == targets))
