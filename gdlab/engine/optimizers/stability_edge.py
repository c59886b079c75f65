"""The edge of stability of a step: the sharpness above which the steps along it grow, as a figure and as a formula."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StabilityEdge:
    """The sharpness above which the steps of a descent on a quadratic grow (Cohen et al. 2021 and 2022).

    Attributes:
        sharpness: the figure.
        formula: how it follows from the hyperparameters.
    """

    sharpness: float
    formula: str

    @classmethod
    def quotient(cls, above: float, below: float, formula: str, *decays: tuple[float, str]) -> StabilityEdge:
        """Return the edge above/below less the weight decays; it is infinite where ``below`` is not above 0.

        Args:
            above: the numerator.
            below: the denominator, in which the learning rate is a factor.
            formula: the quotient in words.
            decays: what is taken off, each with its sign in the formula; those of 0 are not written.
        """
        sharpness = above / below if below > 0 else float("inf")
        for decay, _ in decays:
            sharpness -= decay
        return cls(sharpness, formula + "".join(f" − {sign}" for decay, sign in decays if decay))

    @classmethod
    def of_momentum(cls, lr: float, momentum: float, decay: float = 0.0) -> StabilityEdge:
        """Return the edge of descent with momentum μ, 2(1 + μ)/γ less the weight decay λ.

        Args:
            lr: the learning rate γ of the step.
            momentum: the momentum μ of the step.
            decay: the weight decay λ that is added to the gradient.
        """
        return cls.quotient(2 * (1 + momentum), lr, "2(1+μ)/γ" if momentum else "2/γ", (decay, "λ"))

    @classmethod
    def of_running_mean(cls, lr: float, beta: float, decoupled: float = 0.0) -> StabilityEdge:
        """Return the edge of descent along a running mean of the gradient, 38/γ for beta1 = 0.9.

        Args:
            lr: the learning rate γ of the step.
            beta: beta1 of the step.
            decoupled: the weight decay λ by which the weights shrink apart from the gradient.
        """
        above = "(2−γλ)" if decoupled else "2"
        return cls.quotient((2 - lr * decoupled) * (1 + beta), (1 - beta) * lr, f"{above}(1+β₁)/((1−β₁)γ)")
