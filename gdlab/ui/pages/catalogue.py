"""All pages of the window, found by importing every module of this folder."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from gdlab.ui import pages
from gdlab.ui.pages.base import Page, registered_pages


def load_pages() -> list[type[Page]]:
    """Import every module of this folder, and the module ``page`` of every folder in it, and return the pages."""
    for module in pkgutil.iter_modules(pages.__path__, f"{pages.__name__}."):
        import_module(f"{module.name}.page" if module.ispkg else module.name)
    return registered_pages()
