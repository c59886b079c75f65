"""What makes an experiment fit its data: a loss and a last layer, or a small network of the kind that suits them."""

from __future__ import annotations

from gdlab.lab.presets import default_spec
from gdlab.lab.previews import describe_spec
from gdlab.spec.errors import SpecError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec

#: Pixels along an edge from which on an image is worth pooling.
_POOLED = 8
#: Sequences, curves and points of the plane are learnt in a reasonable time at this rate, ten times Adam's default.
_QUICK_OPTIMIZER = "Adam(lr=0.01)"


def fit_to_data(spec: RunSpec, data: Examples) -> tuple[RunSpec, str]:
    """Return a spec that fits its data, and in words what was changed; "" where nothing has to be or nothing helps.

    The loss and the number of outputs are changed where that is enough; else the network is exchanged for a small one
    of the kind that suits the data. On a curve, or points of the plane, the network that the window opens with would
    run and hardly learn, so that it is exchanged as well.
    """
    outputs, loss = _wanted(data)
    made, changed = _with_outputs(spec, outputs, loss)
    bends = bool(changed) and data.shape in ((1,), (2,)) and _is_untouched(spec)
    if not bends and not _problems(made, data):
        return (made, f"Fit {' and '.join(changed)}") if changed else (spec, "")
    made, words = suggested_network(spec, data)
    return (made, words) if made != spec and not _problems(made, data) else (spec, "")


def suggested_network(spec: RunSpec, data: Examples) -> tuple[RunSpec, str]:
    """Return a spec with a small network that learns data of this kind, and in words what it is."""
    outputs, loss = _wanted(data)
    last = f"Linear(out_features={outputs})"
    if data.look == "tokens":
        tokens = len(data.extra.get("vocabulary", ())) or int(data.x_train.max(initial=0)) + 1
        whole = "true" if data.target_width > 1 else "false"
        reader = f"GRU(hidden_size=64, return_sequence={whole})"
        layers, words = [f"Embedding(num_embeddings={tokens})", reader, last], "a small recurrent network"
    elif len(data.shape) == 2:
        layers, words = ["GRU(hidden_size=64)", last], "a small recurrent network"
    elif len(data.shape) == 3:
        layers, words = [*_image_layers(data.shape), "Flatten", last], "a small convolutional network"
    elif data.shape in ((1,), (2,)):
        layers, words = [*2 * ["Linear(out_features=64)", "ReLU"], last], "a small network of two hidden layers"
    else:
        layers, words = ["Linear(out_features=64)", "ReLU", last], "a small network"
    made = spec.replace(network={"layers": layers}, loss={"type": loss})
    if "recurrent" in words or "hidden" in words:
        made = made.replace(optimizer=_QUICK_OPTIMIZER)
    return made, f"Fit {words}"


def _is_untouched(spec: RunSpec) -> bool:
    """Return whether the network is the one that the window opens with."""
    return spec.network == default_spec().network


def _wanted(data: Examples) -> tuple[int, str]:
    """Return how many outputs the data need and which loss suits them."""
    if data.task == "regression":
        return data.target_width, "BCEWithLogitsLoss" if data.extra.get("several_labels") else "MSELoss"
    return len(data.classes) or int(data.y_train.max(initial=0)) + 1, "CrossEntropyLoss"


def _with_outputs(spec: RunSpec, outputs: int, loss: str) -> tuple[RunSpec, list[str]]:
    """Return the spec with another loss and another number of outputs, and in words what is changed."""
    layers, changed = list(spec.network.layers), list[str]()
    if loss != spec.loss.type:
        changed.append(f"loss {loss}")
    last = next((i for i in reversed(range(len(layers))) if "out_features" in type(layers[i]).model_fields), -1)
    if last >= 0 and layers[last].to_dict()["out_features"] != outputs:
        layers[last] = layers[last].replace(out_features=outputs)
        changed.append(f"{outputs} outputs")
    return spec.replace(network={"layers": tuple(layers)}, loss={"type": loss}) if changed else spec, changed


def _image_layers(shape: tuple[int, ...]) -> list[str]:
    """Return convolutions for an image (channels, height, width), each halved while it is large enough."""
    layers, edge = list[str](), min(shape[1:])
    for channels in (16, 32):
        layers += [f"Conv2d(out_channels={channels}, kernel_size=3, padding=1)", "ReLU"]
        if edge >= _POOLED:
            layers.append("MaxPool2d")
            edge //= 2
    return layers


def _problems(spec: RunSpec, data: Examples) -> bool:
    try:
        return bool(describe_spec(spec, data).problems)
    except SpecError:
        return True
