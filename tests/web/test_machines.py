"""What machines ask: health, metrics."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
import pytest

from pg_saint import __version__
from pg_saint.cli.log import Log
from pg_saint.cli.metrics import MetricsServer
from pg_saint.cli.tally import Tally
from pg_saint.cli.worker import Worker
from pg_saint.errors import SaintError
from pg_saint.metrics import family, metrics_text
from tests.web.conftest import Browser

DASHBOARD = Path(__file__).parents[2] / "docs" / "grafana" / "pg_saint.json"


def test_health(browser: Browser) -> None:
    assert browser().get("/health").text == "ok\n"
    down = browser(dsn="host=/nowhere dbname=none").get("/health")
    assert (down.status_code, down.text) == (503, "no database\n")


def test_metrics_as_the_role_of_the_scraper(browser: Browser) -> None:
    client = browser()
    assert client.get("/metrics").headers["www-authenticate"].startswith("Basic")
    assert client.get("/metrics", auth=("web_reader", "wrong")).status_code == 401
    assert client.get("/metrics", auth=("web_nobody", "nothing")).status_code == 403
    read = client.get("/metrics", auth=("web_reader", "reads"))
    assert read.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'saint_matches{entity="company",status="neglected_customer"} 2\n' in read.text
    assert "saint_marks" not in read.text
    everything = client.get("/metrics", auth=("web_seller", "sells")).text
    assert 'saint_records{entity="company"} 3\n' in everything
    assert 'saint_marks{entity="company"}' in everything
    assert 'saint_tick_failing{entity="company"} 0\n' in everything


def test_lag_and_ticks(crm: str) -> None:
    with psycopg.connect(crm, autocommit=True) as connection:
        connection.execute("select saint.tick()")
        text = metrics_text(connection)
    assert 'saint_due{entity="company"} 0\n' in text
    assert 'saint_lag_seconds{entity="company"} 0\n' in text
    assert "saint_last_tick_timestamp_seconds" in text


def test_a_worker_answers_on_a_port(crm: str) -> None:
    with psycopg.connect(crm, autocommit=True) as connection, Worker(crm, report=lambda _said: None) as worker:
        worker.look(connection)
        server = MetricsServer(crm, "127.0.0.1", 0, worker.tally)
        try:
            text = _get(server, "/metrics")
            assert 'saint_matches{entity="company",status="neglected_customer"} 2\n' in text
            assert re.search(r"^saint_worker_ticks_total [1-9]", text, re.MULTILINE)
            assert "saint_worker_errors_total 0\n" in text
            with pytest.raises(HTTPError, match="404"):
                _get(server, "/")
            server.dsn = "host=/nowhere"
            with pytest.raises(HTTPError, match="503"):
                _get(server, "/metrics")
            with pytest.raises(SaintError, match="cannot listen"):
                MetricsServer(crm, "127.0.0.1", server.server_port, worker.tally)
        finally:
            server.shutdown()
            server.server_close()


def test_a_worker_says_what_it_does(crm: str) -> None:
    said: list[str] = []
    log = Log(True, said.append, lambda: datetime(2026, 6, 1, tzinfo=UTC))
    with psycopg.connect(crm, autocommit=True) as connection, Worker(crm, report=log.say, log=log) as worker:
        connection.execute("select saint.mark_all_stale()")
        worker.look(connection)
        log.say("saint run: working")
    found = [json.loads(line) for line in said]
    recomputed = {"message": "recomputed", "entity": "company", "records": 3, "batches": 1}
    assert {"at": "2026-06-01T00:00:00.000+00:00", **recomputed} in found
    assert found[-1]["message"] == "working"
    Log(False, said.append).event("recomputed", entity="company", records=3)
    assert said[-1] == "saint run: recomputed, entity company, records 3"


def test_a_worker_says_where_it_works_and_what_fails(crm: str) -> None:
    said: list[str] = []
    for dsn in (crm, "host=/nowhere dbname=none"):
        # It stops at the first line that it says.
        def write(line: str) -> None:
            said.append(line)
            worker.stop()

        log = Log(True, write)
        with Worker(dsn, report=log.say, log=log) as worker:
            worker.run()
    connected, failed = (json.loads(line) for line in (said[0], said[-1]))
    with psycopg.connect(crm) as connection:
        database = connection.info.dbname
    assert (connected["version"], connected["database"], connected["role"]) == (__version__, database, "postgres")
    assert (failed["message"], failed["what"], failed["again_in"]) == ("failed", "the connection", 1.0)
    assert "nowhere" in failed["error"]


def _get(server: MetricsServer, path: str) -> str:
    with urlopen(f"http://127.0.0.1:{server.server_port}{path}") as answer:
        return str(answer.read().decode())


def test_the_dashboard_asks_for_metrics_that_there_are(crm: str) -> None:
    with psycopg.connect(crm, autocommit=True) as connection:
        connection.execute("select saint.tick()")
        text = metrics_text(connection) + Tally(recomputed=Counter({"company": 1})).text()
    there = set(re.findall(r"^# TYPE (\w+)", text, re.MULTILINE))
    panels = json.loads(DASHBOARD.read_text())["panels"]
    asked = {
        name for panel in panels for target in panel["targets"] for name in re.findall(r"saint_\w+", target["expr"])
    }
    assert asked - there == set()
    assert there - asked == {
        "saint_info",
        "saint_records",
        "saint_last_tick_timestamp_seconds",
        "saint_worker_ticks_total",
    }


def test_the_dashboard_is_one_that_grafana_takes() -> None:
    """What its own exports have: panels with numbers of their own, beside each other on a grid of 24 columns."""
    dashboard = json.loads(DASHBOARD.read_text())
    assert {"title", "uid", "schemaVersion", "version", "time", "templating", "panels"} <= set(dashboard)
    panels = dashboard["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    sources = {"${" + variable["name"] + "}" for variable in dashboard["templating"]["list"]}
    covered: set[tuple[int, int]] = set()
    for panel in panels:
        assert panel["type"] in ("timeseries", "stat", "table", "bargauge", "gauge", "barchart")
        place = panel["gridPos"]
        assert 0 <= place["x"] < place["x"] + place["w"] <= 24
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & covered
        covered |= cells
        of_panel = [target["refId"] for target in panel["targets"]]
        assert len(set(of_panel)) == len(of_panel) > 0
        asked = [panel["datasource"], *(target["datasource"] for target in panel["targets"])]
        assert {(each["type"], each["uid"]) for each in asked} == {("prometheus", uid) for uid in sources}


def test_labels_are_escaped() -> None:
    text = family("saint_x", "gauge", "Said.", [({"entity": 'a"\\\n'}, 1.5)])
    assert text == '# HELP saint_x Said.\n# TYPE saint_x gauge\nsaint_x{entity="a\\"\\\\\\n"} 1.5\n'
