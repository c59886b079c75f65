"""Text that a language model goes on with: sampled token by token at a temperature."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.lab.inside.asked import finite_outputs, held_out
from gdlab.lab.inside.cost import multiply_adds
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples

_LIKELY = 5  # tokens that are named for what comes first
_LEAST, _WORK = 40, 6e9  # tokens that are sampled in any case, and multiply-adds that are spent on more


@dataclass(frozen=True)
class Continuation:
    """A text and what a model made to follow it.

    Attributes:
        prompt: the text that was given.
        sampled: what was sampled after it.
        likely: the tokens that are likeliest directly after the prompt, with their probabilities at temperature 1.
        temperature: at which it was sampled; 0 takes the likeliest token each time.
        unknown: characters of the wanted prompt that the model has no token for, which were left out.
        step: the run's step.
    """

    prompt: str
    sampled: str
    likely: tuple[tuple[str, float], ...]
    temperature: float
    unknown: str
    step: int


def is_language_model(examples: Examples) -> bool:
    """Return whether the data are tokens of a text whose next token is predicted."""
    vocabulary = examples.extra.get("vocabulary")
    return vocabulary is not None and examples.target_width > 1 and len(examples.classes) == len(vocabulary)


def continuation(
    trainer: Trainer, *, prompt: str = "", tokens: int = 240, temperature: float = 0.8, example: int = 0, seed: int = 0
) -> Continuation:
    """Return a sampled continuation of a held-out text.

    The network reads windows of a fixed length: a held-out one fills it, and the end of that is replaced by the prompt.

    Args:
        trainer: the run.
        prompt: what is to be gone on with; the held-out text itself for "".
        tokens: how many are sampled; fewer of a large network.
        temperature: by which the outputs are divided before they become probabilities; 0 takes the likeliest.
        example: which held-out text.
        seed: of the draws.

    Raises:
        DataError: when the data are no text, or the network's outputs are not finite.
    """
    examples = trainer.examples
    if not is_language_model(examples):
        raise DataError("the data are no text whose next character or word is predicted")
    words = list(examples.classes)  # the vocabulary, in its order
    gap = "" if examples.extra.get("unit", "char") == "char" else " "
    asked = held_out(trainer)
    window = asked.x[example % len(asked.x)].astype(np.int64)
    wanted, unknown = _numbers(prompt, words, gap)
    window = np.concatenate([window, wanted])[-len(window) :]
    given = wanted if len(wanted) else window
    random, sampled, first = np.random.default_rng(seed), list[int](), np.empty(0)
    for _ in range(min(tokens, _affordable_tokens(trainer))):
        outputs = finite_outputs(trainer, window[None].astype(asked.x.dtype)).reshape(-1, len(words))[-1]
        first = first if len(first) else _shares(outputs, 1.0)
        token = drawn_token(outputs, temperature, random)
        sampled.append(token)
        window = np.append(window[1:], token)
    best: np.ndarray = np.argsort(-first)[:_LIKELY]
    likely = tuple((words[k], float(first[k])) for k in map(int, best.tolist()))
    before, after = (gap.join(words[int(k)] for k in part) for part in (given, sampled))
    return Continuation(before, after, likely, temperature, unknown, trainer.step)


def drawn_token(outputs: np.ndarray, temperature: float, random: np.random.Generator) -> int:
    """Return a token drawn by its outputs (tokens,) at a temperature, at 0 the likeliest."""
    if temperature <= 0:
        return int(outputs.argmax())
    return int(random.choice(len(outputs), p=_shares(outputs, temperature)))


def _affordable_tokens(trainer: Trainer) -> int:
    """Return how many tokens are sampled in a few tenths of a second, for which the run stands still."""
    return int(max(_LEAST, _WORK / max(1, sum(multiply_adds(trainer.arena.program.instructions).values()))))


def _shares(outputs: np.ndarray, temperature: float) -> np.ndarray:
    raised = np.exp((outputs - outputs.max()) / temperature)
    return raised / raised.sum()


def _numbers(text: str, words: list[str], gap: str) -> tuple[np.ndarray, str]:
    """Return the tokens of a text, and of it what is none."""
    number = {word: k for k, word in enumerate(words)}
    pieces = text.lower().split() if gap else list(text)
    known = [number[piece] for piece in pieces if piece in number]
    return np.array(known, np.int64), gap.join(dict.fromkeys(piece for piece in pieces if piece not in number))
