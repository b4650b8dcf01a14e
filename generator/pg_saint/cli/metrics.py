"""The numbers of a worker and its database, for Prometheus: `saint run --metrics PORT`."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import psycopg

from pg_saint.cli.database import connect_installed
from pg_saint.cli.tally import Tally
from pg_saint.errors import SaintError
from pg_saint.metrics import CONTENT_TYPE, metrics_text


class MetricsServer(ThreadingHTTPServer):
    """Answers in threads of its own until the process ends. Raises SaintError where the port is taken."""

    daemon_threads = True

    def __init__(self, dsn: str, host: str, port: int, tally: Tally) -> None:
        self.dsn, self.tally = dsn, tally
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            raise SaintError(
                f"cannot listen on {host}, port {port}: {error.strerror}",
                remedy="--metrics and --metrics-host name another",
            ) from error
        Thread(target=self.serve_forever, daemon=True).start()

    def text(self) -> str:
        """A connection for each time that somebody asks: a server that was restarted is found again."""
        with connect_installed(self.dsn) as connection:
            return metrics_text(connection) + self.tally.text()


class _Handler(BaseHTTPRequestHandler):
    server: MetricsServer
    timeout = 10

    def do_GET(self) -> None:
        if self.path.partition("?")[0] != "/metrics":
            self._answer(404, "/metrics is here\n")
            return
        try:
            self._answer(200, self.server.text())
        except (psycopg.Error, SaintError) as error:
            self._answer(503, f"{' '.join(str(error).split())}\n")

    def _answer(self, status: int, text: str) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("content-type", CONTENT_TYPE)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def version_string(self) -> str:
        return "saint"

    def log_message(self, *_said: Any) -> None:
        """A line for each scrape helps nobody."""
