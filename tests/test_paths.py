"""Resources are found wherever gdlab is, and the user's folders where they asked for them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gdlab import paths

TOP = Path(__file__).resolve().parents[1]


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Pretend that the package stands in a site-packages folder of its own."""
    folder = tmp_path / "site-packages" / "gdlab"
    folder.mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", folder)
    return folder


def lay(file: Path) -> Path:
    """Write a small file, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("here")
    return file


def test_a_checkout_uses_its_top_level_folder():
    assert paths.resource("README.md") == TOP / "resources" / "README.md"


def test_a_folder_is_a_resource_too():
    assert paths.resource().is_dir()


def test_an_install_uses_the_folder_inside_the_package_and_not_a_neighbour_s(package: Path):
    lay(package.parent / "resources" / "themes" / "light.toml")
    mine = lay(package / "resources" / "themes" / "light.toml")
    assert paths.resource("themes", "light.toml") == mine


def test_a_frozen_app_uses_what_was_unpacked_with_it(package: Path, tmp_path: Path, monkeypatch):
    unpacked = lay(tmp_path / "frozen" / "gdlab" / "resources" / "icon.svg")
    lay(package / "resources" / "icon.svg")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "frozen"), raising=False)
    assert paths.resource("icon.svg") == unpacked


def test_a_missing_resource_says_what_and_where():
    with pytest.raises(FileNotFoundError, match=r"'themes/plaid\.toml' is missing; looked for .*plaid\.toml"):
        paths.resource("themes", "plaid.toml")


@pytest.mark.parametrize(
    ("folder", "variable"),
    [
        (paths.cache_dir, "GDLAB_CACHE_DIR"),
        (paths.data_dir, "GDLAB_DATA_DIR"),
        (paths.config_dir, "GDLAB_CONFIG_DIR"),
    ],
)
def test_a_user_s_folder_is_made_where_the_environment_says(folder, variable, tmp_path: Path, monkeypatch):
    wanted = tmp_path / "deep" / "down"
    monkeypatch.setenv(variable, str(wanted))
    assert folder() == wanted
    assert wanted.is_dir()


def test_by_default_the_user_s_folders_are_the_platform_s(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("GDLAB_CACHE_DIR")
    monkeypatch.setattr(paths.platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "cache" / "gdlab")
    assert paths.cache_dir() == tmp_path / "cache" / "gdlab"
