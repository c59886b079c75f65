"""Bring the translations up to date: collect the texts of the program, and compile what is translated.

    python packaging/update_translations.py            # every language that there is
    python packaging/update_translations.py fr         # a new one, with every text unfinished

The texts are the first arguments of ``tr``, ``tr_n`` and ``tr_noop`` in ``gdlab/``, which Qt's own ``lupdate`` does not
know, what members, fields and formats say of themselves, and the sentences that the rooms below the window make
(``sentence_templates.py``), whose templates also go into ``sentences.txt``. All go into
``resources/translations/gdlab_<code>.ts``, which Qt Linguist opens; what was translated stays. ``lrelease`` compiles
each file into the ``.qm`` beside it.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args
from xml.etree import ElementTree

from sentence_templates import is_prose, templates_of_code

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
_CALL = re.compile(r"\b(tr|tr_n|tr_noop)\(")
#: Packages whose members have forms in the window.
_WITH_FORMS = ("gdlab.data.", "gdlab.diagnose.", "gdlab.engine.", "gdlab.lab.")
#: The keys of a study's file that hold words for people.
_STUDY_WORDS = (
    "caption", "caveat", "claim", "look", "says", "teaches", "text", "title", "x_label", "y_label",
)  # fmt: skip
#: The keys that name levels and figures, which are words or code.
_STUDY_NAMES = ("a", "b", "column", "columns", "label")
_CONTEXT, _FUNCTIONS = "gdlab", ("tr", "tr_n", "tr_noop")


class Text(NamedTuple):
    """A text of the program; ``plural`` says that its form depends on a number."""

    source: str
    meaning: str = ""
    plural: bool = False


@cache
def texts_of_code(root: Path = ROOT / "gdlab") -> dict[Text, str]:
    """Return the texts that are written in the code, with the file that each is first in."""
    found: dict[Text, str] = {}
    for path in sorted(root.rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        if not _CALL.search(code):  # to parse all files takes seconds
            continue
        for text in _texts_in(ast.parse(code)):
            found.setdefault(text, path.relative_to(root.parent).as_posix())
    return found


def _texts_in(tree: ast.AST) -> Iterator[Text]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
            place = 1 if node.func.id == "tr_n" else 0
            meaning = next((_literal(k.value) for k in node.keywords if k.arg == "meaning"), "")
            for source in _literals(node.args[place]) if len(node.args) > place else ():
                yield Text(source, meaning, bool(place))


def _literals(node: ast.expr) -> Iterator[str]:
    """Give the texts that an argument may be: one literal, or those of a conditional expression."""
    if isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif text := _literal(node):
        yield text


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@cache
def all_texts() -> dict[Text, str]:
    """Return every text of the program, with where it is from."""
    found = texts_of_code()
    for source, origin in (*_member_texts(), *_field_texts(), *_other_texts(), *_file_texts(), *sentences().items()):
        if source:
            found.setdefault(Text(source), origin)
    return found


@cache
def sentences() -> dict[str, str]:
    """Return the templates of the sentences that the window recognises, with the file that each is first in."""
    found: dict[str, str] = {}
    for source, origin in (*templates_of_code(ROOT / "gdlab"), *_study_texts(), *_lower_texts()):
        found.setdefault(source, origin)
    return found


def _lower_texts() -> Iterator[tuple[str, str]]:
    """Give the texts of the rooms below the window that are translated where they stand, and may be kept in English."""
    for text, origin in texts_of_code().items():
        if not origin.startswith("gdlab/ui/") and not text.meaning and not text.plural and is_prose(text.source, 1):
            yield text.source, origin


def _study_texts() -> Iterator[tuple[str, str]]:
    """Give what the files of the shipped studies say: titles, claims, labels of axes, and the rest of their words."""
    for path in sorted((ROOT / "resources" / "studies").rglob("*.toml")):
        for text in _words_in(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield text, path.relative_to(ROOT).as_posix()


def _words_in(table: Any) -> Iterator[str]:
    from gdlab.studies.verdict import first_sentence

    held: dict[str, Any] = dict(table) if isinstance(table, dict) else {}
    yield from (part["name"] for part in held.get("parts", []) if _is_name(part.get("name", "")))
    yield from (f"{factor['name'].replace('_', ' ')} {{level}}" for factor in held.get("factors", []))
    yield from (f"{factor['title']} {{level}}" for factor in held.get("factors", []) if factor.get("title"))
    yield from (name for name in held.get("methods", {}) if _is_name(name))
    printed: dict[str, Any] = held.get("printed", {})
    yield from (cell for row in printed.get("rows", []) for cell in map(str, row) if _is_name(cell))
    for key, value in held.items():
        if key in _STUDY_WORDS and isinstance(value, str):
            yield value
        if key == "claim" and (first := first_sentence(value)) != value.rstrip("."):
            yield first  # what a verdict's headline says
        if key in ("a", "b", "where") and isinstance(value, dict):
            yield from (f"{factor.replace('_', ' ')} {{level}}" for factor in value)
        if key in _STUDY_NAMES:
            names = value if isinstance(value, list) else value.values() if isinstance(value, dict) else (value,)
            yield from (name for name in (str(each).strip(" *@") for each in names) if _is_name(name))
        for item in value if isinstance(value, list) else (value,):
            yield from _words_in(item)


def _is_name(text: str) -> bool:
    """Return whether the name of a level or a figure is made of words, and is no code, number or name of a person."""
    return not re.search("[@_*]", text) and (is_prose(text, 1) or (text.islower() and len(text) > 2))


def _file_of(cls: type) -> str:
    return cls.__module__.replace(".", "/") + ".py"


def _specs() -> list[type]:
    """Return the classes whose fields have forms: every member, and what a run is made of."""
    from gdlab.spec.base import kinds, load_members, members
    from gdlab.spec.run import RunSpec, TrainingSpec

    load_members()
    found = (cls for kind in kinds() for cls in members(kind).values())
    return [*(cls for cls in found if cls.__module__.startswith(_WITH_FORMS)), TrainingSpec, RunSpec]


def _member_texts() -> Iterator[tuple[str, str]]:
    """Give what members say of themselves: their titles and the first lines of their docstrings."""
    for cls in _specs():
        yield getattr(cls, "title", ""), _file_of(cls)
        yield getattr(cls, "short", ""), _file_of(cls)
        yield (cls.__doc__ or "").strip().partition("\n")[0], _file_of(cls)
        for section in getattr(cls, "sections", {}):
            yield section, _file_of(cls)


def _field_texts() -> Iterator[tuple[str, str]]:
    """Give the titles, units and helps of the fields of forms; titles that are listed are in the code."""
    from gdlab.spec.fields import fields
    from gdlab.ui.forms.titles import TITLES

    for cls in _specs():
        for field in fields(cls):
            words = field.name.replace("_", " ")
            yield "" if field.name in TITLES else words[:1].upper() + words[1:], _file_of(cls)
            yield field.unit, _file_of(cls)
            yield field.help, _file_of(cls)


def _other_texts() -> Iterator[tuple[str, str]]:
    """Give the words for statuses, and the titles of export formats and demonstrations."""
    from gdlab.diagnose.demonstrations import DEMONSTRATIONS
    from gdlab.lab.exports.base import run_formats
    from gdlab.lab.run import Status
    from gdlab.spec.examples import Task
    from gdlab.spec.metrics import SPLITS

    for form in run_formats().values():
        yield form.title, _file_of(form)
        yield form.help, _file_of(form)
    for demonstration in DEMONSTRATIONS:
        yield demonstration.title, "gdlab/diagnose/demonstrations.py"
        yield demonstration.sentence, "gdlab/diagnose/demonstrations.py"
    for status in Status:
        yield status.value, "gdlab/lab/run.py"
    for task in get_args(Task):
        yield task, "gdlab/spec/examples.py"
    for split in SPLITS.values():
        yield split, "gdlab/spec/metrics.py"


def _file_texts() -> Iterator[tuple[str, str]]:
    """Give the texts of the shipped files: explanations, and what presets say of themselves."""
    from gdlab.lab.drawings import drawing_names
    from gdlab.lab.explanations import explanation_texts, halves
    from gdlab.lab.presets import presets

    origin = "resources/texts/explanations.toml"
    texts = explanation_texts()
    for term, definition in texts["terms"].items():
        yield term, origin
        yield definition, origin
    for text in (*texts["fields"].values(), *texts["pictures"].values()):
        yield text, origin
    for name in drawing_names():
        yield name, "resources/texts/drawings.json"
    for table in ("charts", "views", "statuses"):
        for text in texts[table].values():
            for half in halves(text):
                yield half, origin
    for name, preset in presets().items():
        for text in (preset.header.title, preset.header.sentence, *preset.header.tags):
            yield text, f"resources/presets/{name}.toml"


def read_catalogue(path: Path) -> dict[Text, tuple[str, ...]]:
    """Return the translations of a ``.ts`` file, one form or one a plural form; unfinished texts are left out."""
    found: dict[Text, tuple[str, ...]] = {}
    for message in ElementTree.parse(path).iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type") == "unfinished":
            continue
        forms = tuple(form.text or "" for form in translation.iter("numerusform")) or (translation.text or "",)
        text = Text(message.findtext("source", ""), message.findtext("comment", ""), message.get("numerus") == "yes")
        found[text] = forms
    return found


def write_catalogue(path: Path, code: str, texts: dict[Text, str], known: dict[Text, tuple[str, ...]]) -> int:
    """Write the ``.ts`` file of a language, and return how many of its texts are unfinished."""
    whole = ElementTree.Element("TS", version="2.1", language=code, sourcelanguage="en")
    context = ElementTree.SubElement(whole, "context")
    ElementTree.SubElement(context, "name").text = _CONTEXT
    unfinished = 0
    for text, origin in sorted(texts.items(), key=lambda item: (item[1], item[0])):
        message = ElementTree.SubElement(context, "message", {"numerus": "yes"} if text.plural else {})
        ElementTree.SubElement(message, "location", filename=f"../../{origin}")
        ElementTree.SubElement(message, "source").text = text.source
        if text.meaning:
            ElementTree.SubElement(message, "comment").text = text.meaning
        forms = known.get(text, ())
        unfinished += not forms
        translation = ElementTree.SubElement(message, "translation", {} if forms else {"type": "unfinished"})
        if text.plural:
            for form in forms or ("", ""):
                ElementTree.SubElement(translation, "numerusform").text = form
        else:
            translation.text = forms[0] if forms else ""
    ElementTree.indent(whole, " ")
    body = ElementTree.tostring(whole, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8", newline="\n")
    return unfinished


def compile_catalogue(path: Path, target: Path) -> None:
    """Compile a ``.ts`` file into a ``.qm`` file, as Qt's lrelease does; unfinished texts are left out."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    program = next(p for p in (folder / "lrelease", folder / "lrelease.exe") if p.exists())
    subprocess.run([str(program), "-silent", str(path), "-qm", str(target)], check=True, timeout=60)


def write_sentences(path: Path) -> None:
    """Write the templates of the sentences, one a line, each as a JSON string."""
    lines = sorted(json.dumps(template, ensure_ascii=False) for template in sentences())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def update(codes: Iterable[str]) -> None:
    """Bring the files of these languages up to date, and say what is left to translate."""
    write_sentences(FOLDER / "sentences.txt")
    texts = all_texts()
    for code in codes:
        path = FOLDER / f"gdlab_{code}.ts"
        known = read_catalogue(path) if path.exists() else {}
        unfinished = write_catalogue(path, code, texts, known)
        compile_catalogue(path, path.with_suffix(".qm"))
        print(f"{path.name}: {len(texts)} texts, {unfinished} unfinished, {len(known.keys() - texts.keys())} removed")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    update(sys.argv[1:] or sorted(path.stem.removeprefix("gdlab_") for path in FOLDER.glob("*.ts")))
