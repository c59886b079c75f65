"""What the classifier and the regressor have in common: fitting, partial fitting and the network's outputs."""

from __future__ import annotations

from numbers import Real
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.model_selection import train_test_split
from sklearn.utils import check_random_state, get_tags
from sklearn.utils.validation import check_is_fitted, validate_data

from gdlab.data.inputs import scaling
from gdlab.lab.branch import BranchPoint, branched, take_branch_point
from gdlab.lab.train import SpecTrainer
from gdlab.sklearn.epochs import EpochLoop
from gdlab.sklearn.network import Network
from gdlab.sklearn.spec_of_parameters import Ending, run_spec
from gdlab.spec.run import RunSpec

#: Steps after which a partial fit would end, more than any fit takes.
_ENDLESS = 10_000_000
_DTYPES = (np.float64, np.float32)


class GDEstimator(BaseEstimator):
    """The parameters and the training that :class:`GDClassifier` and :class:`GDRegressor` share."""

    n_features_in_: int

    def __init__(
        self,
        hidden_layer_sizes: Any = (100,),
        activation: Any = "relu",
        *,
        layers: Any = None,
        loss: Any = None,
        optimizer: Any = "Adam",
        learning_rate_init: float | None = None,
        schedule: Any = None,
        alpha: float = 0.0,
        batch_size: Any = 32,
        max_iter: int = 200,
        shuffle: bool = True,
        tol: float = 1e-4,
        n_iter_no_change: int = 10,
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        standardise: bool = True,
        training: Any = None,
        warm_start: bool = False,
        random_state: Any = None,
        verbose: bool = False,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.layers = layers
        self.loss = loss
        self.optimizer = optimizer
        self.learning_rate_init = learning_rate_init
        self.schedule = schedule
        self.alpha = alpha
        self.batch_size = batch_size
        self.max_iter = max_iter
        self.shuffle = shuffle
        self.tol = tol
        self.n_iter_no_change = n_iter_no_change
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.standardise = standardise
        self.training = training
        self.warm_start = warm_start
        self.random_state = random_state
        self.verbose = verbose

    # --- what a classifier and a regressor do each in their way -------------------------------------------------------
    def _fit_targets(self, y: NDArray[Any], classes: NDArray[Any] | None) -> None:
        """Take from the targets what must be known of them: the labels, or their scale."""
        raise NotImplementedError

    def _encoded(self, y: NDArray[Any]) -> NDArray[Any]:
        """Return targets as the engine wants them: classes (n_samples,), or values (n_samples, n_outputs)."""
        raise NotImplementedError

    def _ending(self) -> Ending:
        """Return the last layers and the loss."""
        raise NotImplementedError

    def _score_outputs(self, targets: NDArray[Any], outputs: NDArray[Any]) -> float:
        """Return accuracy or R² of the network's outputs, given encoded targets."""
        raise NotImplementedError

    # --- fitting ------------------------------------------------------------------------------------------------------
    def fit(self, X: Any, y: Any) -> Self:
        """Train the network from new weights, or with ``warm_start`` from those of the last fit.

        Args:
            X: inputs, (n_samples, n_features).
            y: targets, (n_samples,) or, for a regressor, (n_samples, n_outputs).

        Returns:
            The estimator.

        Raises:
            ValueError: when a parameter, the inputs or the targets are wrong, or the loss stopped being finite.
        """
        again = bool(self.warm_start) and hasattr(self, "parameters_")
        X, targets = self._read(X, y, fresh=not again)
        random = check_random_state(self.random_state)
        rows, held_out = self._split(targets, random)
        if not again:
            self._fit_input_scale(X[rows])
        X = self._scaled(X)
        spec = run_spec(self.get_params(deep=False), self._ending(), random.randint(2**31), X.dtype)
        trainer = SpecTrainer(spec, (X[rows], targets[rows]), self.parameters_ if again else None)
        self.loss_curve_, self.validation_scores_ = [], None
        epochs = EpochLoop(
            trainer, self.max_iter, self.tol, self.n_iter_no_change, bool(self.verbose), self.loss_curve_
        )
        if len(held_out):
            self.validation_scores_ = []
            epochs.validate(
                lambda: self._score_outputs(targets[held_out], trainer.predict(X[held_out])), self.validation_scores_
            )
        parameters = epochs.run()
        self.n_iter_ = len(self.loss_curve_)
        self.best_loss_ = min(self.loss_curve_)
        self.best_validation_score_ = max(self.validation_scores_) if self.validation_scores_ else None
        return self._keep(trainer, spec, parameters)

    def _partial_fit(self, X: Any, y: Any, *, fresh: bool, classes: NDArray[Any] | None = None) -> Self:
        """Train for one pass over a part of the data, going on with weights and the optimizer's state."""
        if self.early_stopping:
            raise ValueError("partial_fit sees a part of the data at a time and cannot work with early_stopping=True")
        X, targets = self._read(X, y, fresh=fresh, classes=classes)
        random = check_random_state(self.random_state)
        if fresh:
            self._fit_input_scale(X)
            self.loss_curve_, self.validation_scores_ = [], None
            self.n_iter_ = 0
        X = self._scaled(X).astype(self._dtype, copy=False)
        # The pass may begin within an epoch as the engine counts, so the order is drawn here and each row comes once.
        order = random.permutation(len(X)) if self.shuffle else np.arange(len(X))
        parameters = {**self.get_params(deep=False), "max_iter": _ENDLESS, "shuffle": False, "schedule": None}
        spec = run_spec(parameters, self._ending(), random.randint(2**31), X.dtype)
        trainer = SpecTrainer(spec, (X[order], targets[order]))
        if not fresh:
            trainer.restore(branched(BranchPoint(0, 0.0, self._state), spec))
        EpochLoop(trainer, 1, 0.0, 2, bool(self.verbose), self.loss_curve_).run()
        self.n_iter_ += 1
        self.best_loss_, self.best_validation_score_ = min(self.loss_curve_), None
        return self._keep(trainer, spec, trainer.averaged_parameters)

    def _read(
        self, X: Any, y: Any, *, fresh: bool, classes: NDArray[Any] | None = None
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return checked inputs and encoded targets; ``fresh`` forgets what earlier fits have seen."""
        tags = get_tags(self).target_tags
        for array, name in ((X, "X"), (y, "y")):
            _refuse_masked(array, name)
        X, y = validate_data(self, X, y, dtype=_DTYPES, multi_output=True, y_numeric=tags.multi_output, reset=fresh)
        if fresh:
            self._fit_targets(y, classes)
        return X, self._encoded(y)

    def _split(self, targets: NDArray[Any], random: np.random.RandomState) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the rows that train, and those that early stopping holds out: none without it."""
        rows = np.arange(len(targets))
        if not self.early_stopping:
            return rows, rows[:0]
        share = self.validation_fraction
        if isinstance(share, bool) or not isinstance(share, Real) or not 0 < share < 1:
            raise ValueError(f"validation_fraction must be above 0 and below 1 (got {share!r})")
        strata = targets if hasattr(self, "classes_") else None
        train, held_out = train_test_split(
            rows, test_size=self.validation_fraction, random_state=random, stratify=strata
        )
        return np.sort(train), np.sort(held_out)

    def _fit_input_scale(self, X: NDArray[Any]) -> None:
        """Fit what is subtracted from each feature, and what it is then divided by."""
        self._dtype = X.dtype
        scale = scaling.fit(X, "standard", (1,)) if self.standardise else None
        self._shift = np.zeros((1, X.shape[1])) if scale is None else scale.shift
        self._width = np.ones((1, X.shape[1])) if scale is None else scale.width

    def _scaled(self, X: NDArray[Any]) -> NDArray[Any]:
        return scaling.Scale(self._shift, self._width).apply(X)

    def _keep(self, trainer: SpecTrainer, spec: RunSpec, parameters: dict[str, NDArray[Any]]) -> Self:
        """Keep what was trained, as plain arrays, and make the network that predicts."""
        self._dtype, self._state = np.dtype(spec.training.dtype), dict(take_branch_point(trainer).state)
        self.parameters_, self._spec = parameters, spec.to_dict()
        self._network = self._make_network()
        return self

    def _make_network(self) -> Network:
        return Network(self._spec, self.parameters_, self.n_features_in_, self._ending().outputs)

    # --- predicting ---------------------------------------------------------------------------------------------------
    def _outputs(self, X: Any) -> NDArray[Any]:
        """Return the network's outputs for inputs (n_samples, n_features), (n_samples, outputs)."""
        check_is_fitted(self)
        _refuse_masked(X, "X")
        X = validate_data(self, X, dtype=_DTYPES, reset=False)
        if self._network is None:  # the estimator was unpickled or copied
            self._network = self._make_network()
        return self._network.outputs(self._scaled(X))

    def __getstate__(self) -> dict[str, Any]:
        """Return parameters and plain arrays; the compiled network is made again where it is needed."""
        state: Any = super().__getstate__()
        return {**state, "_network": None} if "_network" in state else state


def _refuse_masked(array: Any, name: str) -> None:
    """Refuse an array with masked entries, which would be read as numbers.

    Raises:
        ValueError: with the array's name.
    """
    if np.ma.is_masked(array):
        raise ValueError(f"{name} has masked entries, which would be read as numbers; leave them out or fill them")
