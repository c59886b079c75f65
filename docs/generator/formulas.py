"""Formulas as MathML, which browsers draw by themselves: no script and no font has to be loaded."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml
from sphinx.util import logging

_log = logging.getLogger(__name__)
# TeX takes one digit for each argument of \tfrac12; docutils would take "12" for the first one.
_BARE_FRACTION = re.compile(r"\\([td]?)frac(\d)([\dA-Za-z])")


def mathml(tex: str, *, block: bool) -> str:
    """Return MathML for a formula in TeX's notation.

    Raises:
        MathError: when the formula cannot be read.
    """
    tex = _BARE_FRACTION.sub(r"\\\1frac{\2}{\3}", tex)
    rows = "&=" in tex and not tex.lstrip().startswith(r"\begin")
    return latex2mathml.tex2mathml(rf"\begin{{aligned}}{tex}\end{{aligned}}" if rows else tex, as_block=block)


def install(app) -> None:
    """Register the renderer with Sphinx under the name ``mathml``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))


def _inline(translator, node: nodes.math) -> None:
    translator.body.append(_rendered(node, block=False))
    raise nodes.SkipNode


def _block(translator, node: nodes.math_block) -> None:
    translator.body.append(f'<div class="math">{_rendered(node, block=True)}</div>')
    raise nodes.SkipNode


def _rendered(node: nodes.Element, *, block: bool) -> str:
    try:
        return mathml(node.astext(), block=block)
    except MathError as error:
        _log.warning("formula %r: %s", node.astext(), error, location=node)
        return translated_text(node)


def translated_text(node: nodes.Element) -> str:
    """Return the formula's source, for one that cannot be rendered."""
    return f"<code>{nodes.unescape(node.astext())}</code>"
