"""The pages of the Python interface: what ``gdlab`` offers by name, and the fields of a run's spec."""

from __future__ import annotations

import inspect

import gdlab
from docs.generator import members, text
from gdlab.spec.run import NetworkSpec, RunSpec, TrainingSpec

#: What callers meet as attributes and arguments of the public names.
BESIDE = (
    "gdlab.engine.trainer.Trainer",
    "gdlab.engine.history.History",
    "gdlab.lab.session.Session",
    "gdlab.lab.store.Store",
    "gdlab.spec.errors.Problem",
)


def page() -> str:
    """Return the page of the public names."""
    parts = [text.heading("Python interface"), "Everything that ``import gdlab`` offers, then the classes behind it.\n"]
    for name in gdlab.__all__:
        offered = getattr(gdlab, name)
        if not name.startswith("__") and callable(offered):
            parts += [text.heading(f"gdlab.{name}", "-"), _directive(f"gdlab.{name}", offered)]
    parts.append(text.heading("Behind the public names", "-"))
    for path in BESIDE:
        module, _, name = path.rpartition(".")
        parts.append(_directive(path, getattr(__import__(module, fromlist=[name]), name)))
    return "\n".join(parts)


def spec_pages() -> dict[str, str]:
    """Return the page of the fields of a run's spec."""
    columns = ("field", "default", "allowed", "meaning")
    parts = [text.heading("Fields of a spec"), "The tables of a spec file, field by field.\n"]
    for heading, spec in (("The run", RunSpec), ("[network]", NetworkSpec), ("[training]", TrainingSpec)):
        parts += [text.heading(heading, "-"), text.table(columns, members.field_rows(spec))]
    return {"spec.rst": "\n".join(parts)}


def _directive(path: str, offered: object) -> str:
    if not inspect.isclass(offered):
        return f".. autofunction:: {path}\n"
    if issubclass(offered, RunSpec):
        return f".. autoclass:: {path}\n   :no-index:\n\n   .. automethod:: replace\n      :no-index:\n"
    inherited = "   :inherited-members:\n" if path in BESIDE else ""
    return f".. autoclass:: {path}\n   :members:\n{inherited}   :no-index:\n"
