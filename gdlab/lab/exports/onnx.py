"""The format ``onnx``: the network with the preparation of new rows in the graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.engine.program.spec_members import layers_of, loss_of
from gdlab.lab.exports.base import RunFormat, Tell, required_package, trained
from gdlab.lab.files import write_file
from gdlab.lab.input_shape import input_shape
from gdlab.lab.run import Run


class OnnxExport(RunFormat):
    """The trained network as ONNX: columns of a table in, classes with probabilities or values out.

    A run on a table has an input a column, (N, 1): numbers as float32, categories as text. Other runs, and tables with
    texts, have the one input ``x`` of prepared examples. Outputs are ``label`` and ``probabilities``, or ``value``.
    """

    name: ClassVar[str] = "onnx"
    title: ClassVar[str] = "ONNX"
    help: ClassVar[str] = "The trained network of one run with its preparation, for onnxruntime and others."
    suffix: ClassVar[str] = ".onnx"
    single: ClassVar[bool] = True

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        required_package("onnx", "onnx")
        return [write_file(path, onnx_model(trained(runs[0])))]


def onnx_model(run: Run) -> bytes:
    """Return a trained run as a model of ONNX.

    Args:
        run: the run.

    Raises:
        OutputError: naming the layer that ONNX cannot say.
    """
    from gdlab.lab.onnx_graph.graph import Graph
    from gdlab.lab.onnx_graph.layers import layers_as_nodes
    from gdlab.lab.onnx_graph.preparation import add_outputs, prepared_input, takes_columns

    graph, shape = Graph(run.evaluated), input_shape(run)
    x = prepared_input(graph, run.preparation) if takes_columns(run.preparation) else graph.input("x", shape)
    y, after = layers_as_nodes(graph, x, layers_of(run.spec), shape)
    add_outputs(graph, y, after, loss_of(run.spec).task, run.preparation)
    about = {"run": run.id, "name": run.label, "gdlab_spec": run.spec.model_dump_json()}
    return graph.model(about | {"gdlab_preparation": json.dumps(run.preparation)})
