"""A graph of ONNX that grows node by node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gdlab.lab.files import OutputError

#: The operators' versions: 20 is the first with Gelu, and older runtimes read it.
OPSET, ML_OPSET, IR = 20, 3, 9


class Graph:
    """The nodes, constants, inputs and outputs of a model.

    Args:
        parameters: the trained parameters by PyTorch's names.
    """

    def __init__(self, parameters: Mapping[str, np.ndarray]) -> None:
        self.parameters = parameters
        self.nodes: list[Any] = []
        self.constants: dict[str, np.ndarray] = {}
        self.inputs: list[Any] = []
        self.outputs: list[Any] = []
        self._count = 0

    def refuse(self, what: str, why: str) -> OutputError:
        """Return the error that says what ONNX cannot say."""
        return OutputError(f"{what} cannot be written as ONNX: {why}")

    def name(self, stem: str) -> str:
        """Return a name that no other value has."""
        self._count += 1
        return f"{stem}_{self._count}"

    def constant(self, value: Any, dtype: Any = np.float32, name: str = "") -> str:
        """Add a constant and return its name."""
        name = name or self.name("constant")
        self.constants[name] = np.ascontiguousarray(value, dtype=dtype).reshape(np.shape(value))
        return name

    def parameter(self, name: str) -> str:
        """Add a trained parameter as float32 and return its name."""
        return name if name in self.constants else self.constant(self.parameters[name], name=name)

    def has(self, name: str) -> bool:
        """Return whether the network has a parameter of this name."""
        return name in self.parameters

    def node(self, operator: str, *inputs: str, domain: str = "", output: str = "", **attributes: Any) -> str:
        """Add a node with one output and return its name."""
        return self.node_of(operator, inputs, 1, domain=domain, output=output, **attributes)[0]

    def node_of(
        self,
        operator: str,
        inputs: Sequence[str],
        outputs: int,
        *,
        domain: str = "",
        output: str = "",
        **attributes: Any,
    ) -> list[str]:
        """Add a node and return the names of its outputs.

        Args:
            operator: the name of the operator.
            inputs: the names of what goes in.
            outputs: how many values come out.
            domain: the operator's domain, "" for ONNX's own.
            output: the name of a single output; made from the operator's if "".
            attributes: the operator's attributes by name.
        """
        from onnx import helper

        names = [output] if output else [self.name(operator.lower()) for _ in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, domain=domain, **attributes))
        return names

    def reshape(self, x: str, shape: Sequence[int]) -> str:
        """Reshape each example; the batch stays."""
        return self.node("Reshape", x, self.constant([0, *shape], np.int64))

    def input(self, name: str, shape: Sequence[int], kind: str = "FLOAT") -> str:
        """Declare an input of N examples."""
        self.inputs.append(_value(name, shape, kind))
        return name

    def output(self, name: str, shape: Sequence[int], kind: str = "FLOAT") -> None:
        """Declare an output of N examples."""
        self.outputs.append(_value(name, shape, kind))

    def model(self, about: Mapping[str, str]) -> bytes:
        """Return the checked model as bytes.

        Args:
            about: what is in it as texts by name.
        """
        import onnx
        from onnx import helper, numpy_helper

        held = [numpy_helper.from_array(value, name) for name, value in self.constants.items()]
        graph = helper.make_graph(self.nodes, "gdlab", self.inputs, self.outputs, held)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", ML_OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="gdlab", ir_version=IR)
        helper.set_model_props(model, dict(about))
        checker: Any = onnx.checker
        checker.check_model(model)
        return model.SerializeToString()


def _value(name: str, shape: Sequence[int], kind: str) -> Any:
    from onnx import TensorProto, helper

    return helper.make_tensor_value_info(name, getattr(TensorProto, kind), ["N", *shape])
