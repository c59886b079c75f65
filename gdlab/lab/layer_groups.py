"""The layers in the groups of a menu: dense, convolution, recurrent, normalisation, activation and so on."""

from __future__ import annotations

from gdlab.lab.previews import member_choices
from gdlab.spec.kinds import LayerSpec

#: The groups in the order of the menu, each with the layers that the program brings, in the order of their use.
_GROUPS: dict[str, tuple[str, ...]] = {
    "Dense": ("Linear", "Embedding"),
    "Convolution": ("Conv2d", "Conv1d", "MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "Residual"),
    "Recurrent": ("LSTM", "GRU", "RNN"),
    "Normalisation": ("BatchNorm1d", "BatchNorm2d", "LayerNorm", "GroupNorm", "RMSNorm"),
    "Activation": ("ReLU", "Tanh", "Sigmoid", "LeakyReLU", "GELU", "SiLU"),
    "Regularisation": ("Dropout", "Dropout2d"),
    "Shape": ("Flatten", "Identity"),
}
_OTHER = "Other"


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
    """Return the group of a layer that stands in none by name: its own, or that of activations."""
    declared = cls.group if issubclass(cls, LayerSpec) else ""
    bases = {base.__name__ for base in cls.__mro__}
    return declared or ("Activation" if bases & {"Elementwise", "Activation", "_Normalising", "PReLU"} else _OTHER)
