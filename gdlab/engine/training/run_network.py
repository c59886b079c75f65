"""The network of a run, assembled for the run's examples: its parameters, and what it makes of inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np

from gdlab.engine.machine import blas
from gdlab.engine.machine.code_in_use import using_code
from gdlab.engine.machine.shipped_kernels import usual_code
from gdlab.engine.network.axes import to_torch_order
from gdlab.engine.program import inference
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.arena_copies import ArenaCopies
from gdlab.engine.program.assembly import assemble
from gdlab.engine.program.augmenting import augmentation_problems, augmented_inputs, fill_levels
from gdlab.engine.program.example_arrays import Arrays, ExampleForm
from gdlab.engine.program.parameters import export_parameters, load_parameters
from gdlab.engine.program.spec_members import layers_of, loss_of
from gdlab.engine.training.evaluation import Evaluator
from gdlab.engine.training.exclusive import Exclusive, exclusive
from gdlab.engine.training.metric_fit import metric_problems
from gdlab.spec.array_checks import as_numbers
from gdlab.spec.errors import DataError, SpecError, StateError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec


class RunNetwork(Exclusive):
    """A network with the examples of its run, which it is assembled for.

    Several threads may ask one network and train it: a call waits for those of other threads.

    Arguments and errors are those of :class:`gdlab.engine.trainer.Trainer`, which trains it.
    """

    def __init__(
        self, spec: RunSpec, examples: Examples, parameters: Mapping[str, Any] | None = None, *, code: str | None = None
    ) -> None:
        super().__init__()
        #: Which machine code computes the run: "native", or that of the kernels that came with gdlab.
        self.code = code or usual_code()
        blas.one_thread()
        self.spec, self.examples = spec, examples
        self._loss = loss_of(spec).for_targets(examples.y_train, examples.y_val)
        self.n_examples = len(examples.x_train)
        if self.n_examples == 0:
            raise DataError(f"{examples.name or 'the data'}: the training part has no example")
        self.arena: Arena = self._assemble(False, len(examples.x_val))
        if parameters is not None:
            load_parameters(self.arena, parameters)
        problems = metric_problems(spec, examples, self.arena.program.output)
        if problems := problems + augmentation_problems(spec, examples, self._loss):
            raise SpecError(problems)
        output, dtype = self.arena.program.output, self.arena.mem.dtype
        self._form = ExampleForm(
            layers_of(spec), self._loss, examples.shape, examples.target_width, int(output.size), dtype
        )
        self._train = self._form.part(examples.x_train, examples.y_train, "train")
        self._val = self._form.part(examples.x_val, examples.y_val, "val")
        fill_levels(self.arena, self._train[0])
        parts = {"train": self._train, "val": self._val}
        self._copies = ArenaCopies(self.arena, self._assemble)
        self._evaluator = Evaluator(spec, self._copies.for_outputs, output, examples, parts, self._form)

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        """Refuse to be pickled or copied: a copy would share this one's memory or lack the machine's addresses.

        Raises:
            StateError: which says what to do instead.
        """
        raise StateError(
            f"a {type(self).__name__} cannot be pickled or copied; keep trainer.state() and restore it into another one"
        )

    @property
    @exclusive
    def parameters(self) -> dict[str, np.ndarray]:
        """Return copies of parameters and buffers under PyTorch's state_dict names and shapes."""
        return export_parameters(self.arena)

    @property
    @exclusive
    def averaged_parameters(self) -> dict[str, np.ndarray]:
        """Return what is evaluated: the averaged parameters where the run averages, else the parameters."""
        with inference.evaluation_point(self.arena):
            return export_parameters(self.arena)

    @property
    def training_arrays(self) -> Arrays:
        """Return the training part in the form in which the machine reads it."""
        return self._train

    @property
    def validation_arrays(self) -> Arrays:
        """Return the validation part in the form in which the machine reads it."""
        return self._val

    @exclusive
    def evaluate(self, X: Any = "val", y: Any = None, *, metrics: Any = None) -> dict[str, Any]:
        """Return metrics over any examples in evaluation mode, at the averaged parameters where the run averages.

        Args:
            X: ``"train"`` or ``"val"`` for a part of the run's data, or inputs (N, *shape) in PyTorch's order.
            y: the inputs' targets, as in the data; only with inputs.
            metrics: what is asked for beside the loss, in the forms that ``training.metrics`` takes; the run's own
                metrics if None.

        Returns:
            A number by each metric's name, an array for a metric that is a matrix; nothing for an empty part.

        Raises:
            DataError: when the examples do not have the run's shapes or types.
            SpecError: when a metric is unknown or does not fit the task.
        """
        return self._evaluator.evaluate(X, y, metrics)

    @exclusive
    def predict(self, inputs: np.ndarray) -> np.ndarray:
        """Return the network's outputs for inputs (N, *shape) in evaluation mode, (N, *output shape).

        Raises:
            DataError: when the inputs are not finite numbers of the run's shape.
        """
        rows = self._form.inputs(inputs, "inputs")
        return inference.network_outputs(self._copies.for_outputs(len(rows)), rows)

    @exclusive
    def augmented(self, numbers: Any) -> np.ndarray:
        """Return training inputs as the run's augmentations change them in the current epoch, (n, *shape).

        Args:
            numbers: which examples of the training part, from 0.

        Raises:
            DataError: when there are no such examples.
        """
        chosen = _example_numbers(numbers, self.n_examples)
        return augmented_inputs(self.arena, self._train, chosen, self.examples.shape)

    @exclusive
    def layer_outputs(self, inputs: np.ndarray) -> dict[str, np.ndarray]:
        """Return what leaves each layer for inputs (N, *shape) in evaluation mode, (N, *layer's shape) by its name.

        A layer that is computed together with the rectifier behind it is missing, and the rectifier's output is there.

        Raises:
            DataError: when the inputs are not finite numbers of the run's shape.
        """
        rows = self._form.inputs(inputs, "inputs")
        return inference.layer_outputs(self._copies.for_outputs(len(rows)), rows)

    @exclusive
    def input_gradient(self, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Return the gradient of each example's own loss by its input, in evaluation mode.

        Where the loss weighs classes, an example's loss is the weighed one.

        Args:
            inputs: examples, (N, *shape) in PyTorch's order.
            targets: their targets, as in the data.

        Returns:
            Gradients of the inputs' shape, in PyTorch's order.

        Raises:
            DataError: when the inputs are words, by which nothing can be differentiated, or when inputs or targets do
                not have the run's shapes and types.
        """
        arrays = self._form.pair(inputs, targets, ("inputs", "targets"))
        arena = self._copies.for_input_gradient(len(arrays[0]))
        return to_torch_order(inference.input_gradient(arena, arrays), self.examples.shape)

    def feature_gradient(self, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Return the mean absolute gradient of the loss by each input number, of one input's shape.

        Raises:
            DataError: as :meth:`input_gradient` does, and when there is no input.
        """
        gradients = self.input_gradient(inputs, targets)
        if not len(gradients):
            raise DataError("inputs is empty; a mean gradient needs at least one example")
        return np.abs(gradients).mean(axis=0)

    def _assemble(self, by_input: bool, together: int) -> Arena:
        """Return an arena of the network, for so many examples to be evaluated at once where that matters."""
        shape, width = self.examples.shape, self.examples.target_width
        with using_code(self.code):
            return assemble(
                self.spec,
                shape,
                width,
                self.n_examples,
                input_gradient=by_input,
                loss=self._loss,
                together=together,
                image=self.examples.image,
            )


def _example_numbers(numbers: Any, n: int) -> np.ndarray:
    """Return numbers of examples as int64; the machine reads the examples at these places.

    Args:
        numbers: (n,) whole numbers; an empty list is none of them.
        n: how many examples there are.

    Raises:
        DataError: when one is no example's.
    """
    array = as_numbers(numbers, "numbers")
    if array.ndim != 1 or (array.dtype.kind not in "iu" and array.size):
        raise DataError(f"numbers must be whole numbers in one row, and are {array.dtype} of shape {array.shape}")
    strange = (array < 0) | (array >= n)
    if strange.any():
        raise DataError(f"numbers holds {array[strange][0]}, and the training part has the examples 0 to {n - 1}")
    return np.ascontiguousarray(array, dtype=np.int64)
