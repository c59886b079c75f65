"""What makes an experiment fit its data: a loss and a last layer, a small network, or what the data suggest."""

from __future__ import annotations

from gdlab.data.base import Source
from gdlab.lab.previews import describe_spec
from gdlab.lab.small_networks import (
    BENT,
    QUICK_OPTIMIZER,
    READER,
    WHOLE_READER,
    image_layers,
    is_untouched,
    suggestion,
    without_suggestion,
)
from gdlab.spec.change import change
from gdlab.spec.errors import SpecError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec
from gdlab.translation import tr_noop


def fit_to_data(spec: RunSpec, data: Examples) -> tuple[RunSpec, str]:
    """Return a spec that fits its data, and in words what was changed; "" where nothing has to be or nothing helps.

    The loss and the number of outputs are changed where that is enough; else the network is exchanged for a small one
    of the kind that suits the data. What the program itself has put there, at its start or for other data, is taken
    for untouched: it gives way to what suits these data best, such as two hidden layers for points of the plane, or
    what the data set suggests for itself.
    """
    own = suggestion(spec)
    if own is not None:
        made = change(without_suggestion(spec), own.changes)
        return (made, f"Fit {own.words}") if made != spec else (spec, "")
    begun = without_suggestion(spec) if is_untouched(spec) else spec
    outputs, loss = _wanted(data)
    made, changed = _with_outputs(begun, outputs, loss)
    runs_badly = begun is not spec and (data.shape in ((1,), (2,)) or _holds_tokens(spec, data))
    if not runs_badly and not _problems(made, data):
        as_it_is, needed = _with_outputs(spec, outputs, loss)
        words = " and ".join(needed if made == as_it_is else changed) or "a small network"
        return (made, f"Fit {words}") if made != spec else (spec, "")
    made, words = suggested_network(begun, data)
    return (made, words) if made != spec and not _problems(made, data) else (spec, "")


def better_fit(spec: RunSpec, data: Examples) -> str:
    """Return in words what to take in place of a network that runs and hardly learns; "" for one of one's own.

    Args:
        spec: the experiment.
        data: its examples.
    """
    as_it_comes = spec.data == type(spec.data).example() or _holds_tokens(spec, data)
    if not as_it_comes or not is_untouched(spec):
        return ""
    made, words = fit_to_data(spec, data)
    if made.network == spec.network and made.data == spec.data:
        return ""
    kind = words.removeprefix("Fit ")
    return tr_noop("the outputs that the data need") if kind[0].isdigit() or kind.startswith("loss ") else kind


def suggested_network(spec: RunSpec, data: Examples) -> tuple[RunSpec, str]:
    """Return a spec with a small network that learns data of this kind, and in words what it is."""
    outputs, loss = _wanted(data)
    last = f"Linear(out_features={outputs})"
    if _holds_tokens(spec, data):
        tokens = len(data.extra.get("vocabulary", ())) or int(data.x_train.max(initial=0)) + 1
        reader = WHOLE_READER if data.target_width > 1 else READER
        layers, words = [f"Embedding(num_embeddings={tokens})", *reader, last], tr_noop("a small recurrent network")
    elif len(data.shape) == 2:
        layers, words = [*READER, last], tr_noop("a small recurrent network")
    elif len(data.shape) == 3:
        layers, words = [*image_layers(data.shape), "Flatten", last], tr_noop("a small convolutional network")
    elif data.shape in ((1,), (2,)):
        layers, words = [*BENT, last], tr_noop("a small network of two hidden layers")
    else:
        layers, words = ["Linear(out_features=64)", "ReLU", last], tr_noop("a small network")
    made = spec.replace(network={"layers": layers}, loss={"type": loss})
    if "recurrent" in words or "hidden" in words:
        made = made.replace(optimizer=QUICK_OPTIMIZER)
    return made, f"Fit {words}"


def _holds_tokens(spec: RunSpec, data: Examples) -> bool:
    """Return whether inputs are numbers of words or letters, which are no quantities and want to be read in order."""
    return data.look == "tokens" or (isinstance(spec.data, Source) and not spec.data.can_scale())


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
        changed.append("1 output" if outputs == 1 else f"{outputs} outputs")
    return spec.replace(network={"layers": tuple(layers)}, loss={"type": loss}) if changed else spec, changed


def _problems(spec: RunSpec, data: Examples) -> bool:
    try:
        return bool(describe_spec(spec, data).problems)
    except SpecError:
        return True
