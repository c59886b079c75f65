"""Sphinx's configuration. The pages about members and commands are written by docs/generator before each build.

    python -m sphinx -W --keep-going -d build/doctrees docs build/docs

builds the site from what is installed, without a network: no font, script or picture comes from elsewhere.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
os.environ.setdefault("NUMBA_DISABLE_JIT", "1")  # kernels run as plain Python: pictures need no compiler
sys.path.insert(0, str(TOP))

from docs.generator import formulas, pages, text  # noqa: E402
from gdlab import __version__  # noqa: E402

project = "gdlab"
author = "gdlab contributors"
copyright = author
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "generator", "**/__pycache__"]
nitpicky = False

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"

html_theme = "furo"
html_title = f"gdlab {version}"
html_static_path = ["_static"]
html_css_files = ["gdlab.css"]
html_math_renderer = "mathml"
html_copy_source = False
html_show_sphinx = False
pygments_style = "friendly"
pygments_dark_style = "native"


def setup(app) -> None:
    """Write the generated pages before Sphinx looks for pages, and render formulas as MathML."""
    formulas.install(app)
    app.connect("autodoc-process-docstring", _harmless)
    app.connect("html-page-context", _only_the_branch_of_the_page, priority=400)  # before the theme asks, at 500
    app.connect("config-inited", lambda *_: pages.write(Path(__file__).parent / "reference" / "generated"))


def _only_the_branch_of_the_page(app, page, template, context, doctree) -> None:
    """Open the tree at the side where the page stands, and nowhere else.

    The theme opens every branch on every page: with some 320 pages that was three quarters of the time of a build.
    """
    if "toctree" in context:
        tree = context["toctree"]
        context["toctree"] = lambda **options: tree(**{**options, "collapse": True})


def _harmless(app, what, name, documented, options, lines: list[str]) -> None:
    """Let autodoc read docstrings as the generated pages do."""
    lines[:] = text.prose_lines(lines)
