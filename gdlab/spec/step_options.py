"""The fields of [training] that act within a step: each option declares its own, wherever it is defined."""

from __future__ import annotations

from threading import Event
from typing import Any, Self

from gdlab.spec.base import Spec
from gdlab.spec.fields import fields
from gdlab.spec.member_modules import import_package
from gdlab.spec.run import FIELD_BEFORE_STEP_OPTIONS, RunSpec, TrainingSpec

#: The package whose modules define the options of gdlab itself.
_PACKAGE = "gdlab.engine.step_options"
_OPTIONS: dict[str, type[StepOptionSpec]] = {}
_SEVERAL = Event()  #: set while several options are defined, after which the training table is completed


class StepOptionSpec(Spec):
    """The fields of one step option; defining a subclass with fields adds them to [training]."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Register the class and give its fields to the training table."""
        super().__pydantic_init_subclass__(**kwargs)
        if cls.model_fields:
            _OPTIONS[f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}"] = cls
            if not _SEVERAL.is_set():
                _complete_training()

    @classmethod
    def of(cls, training: TrainingSpec) -> Self:
        """Return the option with the values that a training table gives it.

        Args:
            training: the table, whose fields hold every option's.
        """
        return cls(**{name: getattr(training, name) for name in cls.model_fields})


def load_step_options() -> None:
    """Import the modules of the options, and complete the training table once, since that takes milliseconds."""
    _SEVERAL.set()
    try:
        import_package(_PACKAGE)
    finally:
        _SEVERAL.clear()
    _complete_training()


def step_options() -> tuple[type[StepOptionSpec], ...]:
    """Return the registered options in the order of their modules' names."""
    return tuple(_OPTIONS[name] for name in sorted(_OPTIONS))


def _complete_training() -> None:
    """Rebuild the training table, and the run that holds it, with the fields of every registered option.

    Raises:
        TypeError: when two of them declare a field of the same name.
    """
    declared = [(name, field) for option in step_options() for name, field in option.model_fields.items()]
    own = {name: field for name, field in TrainingSpec.model_fields.items() if name not in dict(declared)}
    if len(dict(declared)) < len(declared) or any(name in TrainingSpec.__annotations__ for name, _ in declared):
        raise TypeError(f"two fields of [training] have the same name: {', '.join(name for name, _ in declared)}")
    before = list(own)[: list(own).index(FIELD_BEFORE_STEP_OPTIONS) + 1]
    ordered = {name: own.pop(name) for name in before} | dict(declared) | own
    TrainingSpec.__pydantic_fields__.clear()
    TrainingSpec.__pydantic_fields__.update(ordered)
    TrainingSpec.model_rebuild(force=True)
    RunSpec.model_rebuild(force=True)
    fields.cache_clear()
