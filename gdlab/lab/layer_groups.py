"""The layers in the groups of a menu: dense, convolution, recurrent, normalisation, activation and so on."""

from __future__ import annotations

from gdlab.lab.previews import member_choices
from gdlab.spec.kinds import LayerSpec
from gdlab.translation import tr_noop

#: The groups in the order of the menu, each with the layers that the program brings, in the order of their use.
_GROUPS: dict[str, tuple[str, ...]] = {
    tr_noop("Dense"): ("Linear", "Embedding"),
    tr_noop("Convolution"): ("Conv2d", "Conv1d", "MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "Residual"),
    tr_noop("Recurrent"): ("LSTM", "GRU", "RNN"),
    tr_noop("Normalisation"): ("BatchNorm1d", "BatchNorm2d", "LayerNorm", "GroupNorm", "RMSNorm"),
    tr_noop("Activation"): ("ReLU", "Tanh", "Sigmoid", "LeakyReLU", "GELU", "SiLU"),
    tr_noop("Regularisation"): ("Dropout", "Dropout2d"),
    tr_noop("Shape"): ("Flatten", "Identity"),
}
_OTHER = tr_noop("Other")


def layer_groups() -> dict[str, list[str]]:
    """Return the names of all layers by the title of their group; a layer of a plug-in says its group itself."""
    known = member_choices("layer")
    found: dict[str, list[str]] = {title: [n for n in names if n in known] for title, names in _GROUPS.items()}
    placed = {name for names in found.values() for name in names}
    for name, cls in known.items():
        if name not in placed:
            found.setdefault(_group_of(cls), []).append(name)
    return {title: names for title, names in found.items() if names}


def _group_of(cls: type) -> str:
    """Return the group of a layer that is in none by name: its own, or that of activations."""
    declared = cls.group if issubclass(cls, LayerSpec) else ""
    bases = {base.__name__ for base in cls.__mro__}
    return declared or ("Activation" if bases & {"Elementwise", "Activation", "_Normalising", "PReLU"} else _OTHER)
