"""How much each word of a sentence moves a text classifier's answer: the answer with the word and without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.data.inputs.documents import encoded_text, split_words
from gdlab.engine.trainer import Trainer
from gdlab.lab.inside.asked import affordable_examples, finite_outputs, require_data
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples


@dataclass(frozen=True, eq=False)
class WordEffects:
    """A sentence, what a network says of it, and how much each of its words has to do with that.

    Attributes:
        words: the words of the sentence, lower case.
        effects: by how much the predicted class's logit is higher with the word than without it, (N,); NaN for words
            of a long text that were not asked about. Where the network has a single output for two classes, the logit
            is that of the predicted one of them.
        known: whether the training part has the word, (N,).
        predicted: the class that the network takes the whole sentence for.
        true: its class in the data, "" for a sentence of a person's own.
        logit: the predicted class's logit.
        step: the run's step.
    """

    words: tuple[str, ...]
    effects: np.ndarray
    known: np.ndarray
    predicted: str
    true: str
    logit: float
    step: int


def has_sentences(examples: Examples) -> bool:
    """Return whether the data are texts that are sorted into classes."""
    is_text = "texts_val" in examples.extra and len(examples.shape) == 1
    return is_text and examples.task == "classification" and examples.target_width == 1


def word_effects(trainer: Trainer, *, sentence: str = "", example: int = 0) -> WordEffects:
    """Return the effect of each word of a held-out sentence, or of one's own, on the predicted class's logit.

    Each word is left out in turn, the rest is made numbers of as the data were, and the network is asked again.

    Args:
        trainer: the run.
        sentence: a sentence of one's own; a held-out one for "".
        example: which of the held-out sentences.

    Raises:
        DataError: when the data are no texts by class or not at hand, the sentence has no words, or the outputs are not
            finite.
    """
    examples = require_data(trainer.examples)
    if not has_sentences(examples):
        raise DataError("the data are no texts that are sorted into classes")
    part = "val" if len(examples.x_val) else "train"
    texts, targets = examples.extra[f"texts_{part}"], getattr(examples, f"y_{part}")
    row = example % len(texts)
    words = split_words(sentence or texts[row])
    if not words:
        raise DataError("there is no word in this sentence")
    column = _column(trainer)
    asked = min(len(words), max(1, affordable_examples(trainer) - 1))
    variants = [words, *(words[:k] + words[k + 1 :] for k in range(asked))]
    x = np.stack([encoded_text(" ".join(variant), column) for variant in variants])
    logits = _logits(finite_outputs(trainer, x))
    chosen = int(logits[0].argmax())
    effects = np.full(len(words), np.nan)
    effects[:asked] = logits[0, chosen] - logits[1:, chosen]
    vocabulary = set(column["words"])
    known = np.array([not vocabulary or word in vocabulary for word in words])
    true = "" if sentence else examples.classes[int(targets[row])]
    return WordEffects(
        tuple(words), effects, known, examples.classes[chosen], true, float(logits[0, chosen]), trainer.step
    )


def _column(trainer: Trainer) -> dict[str, Any]:
    """Return how the run's texts were made numbers, as ``encoded`` wants it."""
    examples, scale = trainer.examples, trainer.examples.extra.get("scale")
    return {
        "size": examples.shape[0],
        "encoding": getattr(trainer.spec.data, "encoding", "bag"),
        "words": tuple(examples.extra.get("vocabulary", ())),
        "idf": examples.extra.get("idf", ()),
        "shift": () if scale is None else scale["shift"],
        "width": () if scale is None else scale["width"].tolist(),
    }


def _logits(outputs: np.ndarray) -> np.ndarray:
    """Return a logit a class, (N, classes), also where the network has one output for two classes."""
    return np.concatenate([-outputs, outputs], axis=1) if outputs.shape[1] == 1 else outputs
