"""Starting the explorer and the SPARQL service, for this machine alone."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from kg import console
from kg.errors import GraphError
from kg.paths import resource


class PortTaken(GraphError):  # noqa: N818 - the names say what is wrong
    """Another program serves on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"cổng {port} đang có chương trình khác dùng; hãy chọn cổng khác: --port {port + 1}",
            f"port {port} is taken by another program; choose another: --port {port + 1}",
        )


def _taken(port: int) -> bool:
    with socket.socket() as tried:
        tried.settimeout(1)
        return tried.connect_ex(("127.0.0.1", port)) == 0


def launch(folder: Path, *, port: int = 8501, open_browser: bool = True, read_only: bool = False) -> None:
    """Serve the explorer and SPARQL on this machine alone until it is interrupted.

    ``read_only`` hides what writes to the graph (upload, review).  Raises :class:`PortTaken`.
    """
    if _taken(port):
        raise PortTaken(port)
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web import bootstrap

    PagesManager.uses_pages_directory = False  # else the first visitor's deep link is "not found"
    os.environ["LUOCDO_GRAPH"] = str(folder)
    os.environ["LUOCDO_READ_ONLY"] = "1" if read_only else ""
    os.environ["LUOCDO_OPEN"] = f"http://localhost:{port}" if open_browser else ""
    app = resource("app.py")
    options = {
        "server_port": port,
        "server_address": "127.0.0.1",
        "server_headless": True,
        "server_fileWatcherType": "none",
        "server_maxUploadSize": 50,
        "browser_gatherUsageStats": False,
        "browser_serverAddress": "localhost",
        "client_toolbarMode": "minimal",
        "client_showErrorDetails": "none",
        "logger_hideWelcomeMessage": True,
        "global_developmentMode": False,
        "runner_magicEnabled": False,
        "theme_base": "light",
        "theme_primaryColor": "#0b3a66",
        "theme_textColor": "#1d2733",
        "theme_backgroundColor": "#ffffff",
        "theme_secondaryBackgroundColor": "#f3f6f9",
        "theme_font": "'Noto Sans','Segoe UI','Helvetica Neue',Arial,sans-serif",
        "theme_headingFont": "'Noto Sans','Segoe UI','Helvetica Neue',Arial,sans-serif",
        "theme_baseFontSize": 15,
    }
    bootstrap.load_config_options(flag_options=options)
    address = f"http://localhost:{port}"
    console.warn(f"Trang tra cứu / the explorer: {address} · dừng / stop: Ctrl+C")
    bootstrap.run_asgi_app(str(app), "kg.site:app", [], options)
