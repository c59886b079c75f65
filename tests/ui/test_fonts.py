"""A machine without fonts gets the one that we ship."""

import os
import subprocess
import sys
from pathlib import Path

_SCRIPT = """
from PySide6.QtWidgets import QApplication
app = QApplication([])
from gdlab.ui.fonts import can_write, ensure_fonts
print(can_write(app.font()), ensure_fonts(), can_write(app.font(), "Aaz09 →≤×"))
"""
_NO_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    "<fontconfig><dir>{0}</dir><cachedir>{0}</cachedir></fontconfig>"
)


def test_a_machine_without_fonts_gets_ours(tmp_path):
    if sys.platform != "linux":
        import pytest

        pytest.skip("only fontconfig can be told that there are no fonts")
    config = tmp_path / "fonts.conf"
    config.write_text(_NO_FONTS.format(tmp_path))
    top = Path(__file__).resolve().parents[2]
    environment = os.environ | {"FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(top)}
    done = subprocess.run([sys.executable, "-c", _SCRIPT], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True"]
