"""What the window remembers between starts, in a small TOML file of the user's."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Annotated, Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gdlab.lab.files import OutputError, write_file
from gdlab.paths import config_dir
from gdlab.spec.toml_text import toml_tables


class Settings(BaseModel):
    """The window's settings; an invalid value in the file is left at its default."""

    model_config = ConfigDict(extra="ignore", validate_assignment=True)

    theme: Literal["system", "light", "dark"] = "system"
    language: str = ""
    workers: int = 0
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    store: str = ""
    x_axis: str = "Step"
    smoothing: float = 0.6
    charts: list[str] = []
    seed_means: Literal["", "ci95", "sd", "se", "minmax"] = ""
    speed: Literal["slow", "watch", "full"] = "watch"
    width: Annotated[int, Field(ge=1, le=20_000)] = 1440
    height: Annotated[int, Field(ge=1, le=20_000)] = 900
    maximized: bool = False
    session_began: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0

    @classmethod
    def load(cls) -> Settings:
        """Return the settings that were saved, or the defaults."""
        try:
            table = toml_tables(_path().read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return cls()
        settings = cls()
        for name, value in table.items():
            with contextlib.suppress(ValidationError, ValueError):
                setattr(settings, name, value)
        return settings

    def save(self) -> None:
        """Keep the settings; a folder that cannot be written is no reason to stop."""
        with contextlib.suppress(OSError, OutputError):
            write_file(_path(), tomli_w.dumps(self.model_dump()))


def _path() -> Path:
    return config_dir() / "settings.toml"
