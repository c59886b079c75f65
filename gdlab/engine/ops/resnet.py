"""The residual networks of He, Zhang, Ren and Sun 2015 for CIFAR-10 (section 4.2), as one preset function."""

from __future__ import annotations

from typing import Any, Literal

Table = dict[str, Any]


def resnet(
    depth: int = 20,
    classes: int = 10,
    shortcut: Literal["identity", "projection", "none"] = "identity",
    width: int = 16,
) -> list[Table]:
    """Return the layers of the CIFAR network with ``depth`` = 6n + 2 weighted layers.

    A 3×3 convolution, then three stages of n blocks of two 3×3 convolutions with 16, 32 and 64 filters on images of
    32×32, 16×16 and 8×8, the mean over each channel, and one Linear layer. Parameters for 10 classes: 0.27 M (20
    layers), 0.46 M (32), 0.66 M (44), 0.85 M (56) and 1.7 M (110), as in the paper's table 6.

    Args:
        depth: 8, 14, 20, 26, 32, ...: two more than a multiple of six; the paper has 20, 32, 44, 56 and 110.
        classes: outputs of the last layer.
        shortcut: "identity" is the paper's choice, padded with zeros where the size changes (option A);
            "projection" uses a 1×1 convolution there (option B); "none" is the plain network it is compared with.
        width: filters of the first stage.

    Raises:
        ValueError: when the depth is not 6n + 2.
    """
    blocks, rest = divmod(depth - 2, 6)
    if rest or blocks < 1:
        near = max(8, 6 * round((depth - 2) / 6) + 2)
        raise ValueError(
            f"a depth of {depth} is not 6n + 2; the nearest is {near}, the paper has 20, 32, 44, 56 and 110"
        )
    layers = [*_conv(width), {"type": "ReLU"}]
    for stage in range(3):
        for block in range(blocks):
            layers += _block(width << stage, shrink=stage > 0 and block == 0, shortcut=shortcut)
    pooled = [{"type": "AdaptiveAvgPool2d", "output_size": 1}, {"type": "Flatten"}]
    return [*layers, *pooled, {"type": "Linear", "out_features": classes}]


def _conv(filters: int, stride: int = 1) -> list[Table]:
    """Return a 3×3 convolution and its normalisation; weights as in He et al. 2015 ("Delving deep")."""
    convolution = {"type": "Conv2d", "out_channels": filters, "stride": stride, "padding": 1, "bias": False}
    drawn = {"type": "KaimingNormal", "nonlinearity": "relu"}
    return [{**convolution, "init": drawn}, {"type": "BatchNorm2d"}]


def _block(filters: int, *, shrink: bool, shortcut: str) -> list[Table]:
    inside = [*_conv(filters, 2 if shrink else 1), {"type": "ReLU"}, *_conv(filters)]
    if shortcut == "none":
        return [*inside, {"type": "ReLU"}]
    way = ("pad" if shortcut == "identity" else shortcut) if shrink else "identity"
    return [{"type": "Residual", "shortcut": way, "layers": inside}, {"type": "ReLU"}]
