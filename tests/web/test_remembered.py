"""What takes long to read is read by one, and what does not by everybody."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from pg_saint.web.remembered import SHARE, Remembered
from tests.web.conftest import Clock


def test_what_is_quick_is_read_each_time(clock: Clock) -> None:
    remembered, answers = Remembered(clock), iter([1, 2, 3])
    assert [remembered.get("key", lambda: next(answers)) for _ in range(3)] == [1, 2, 3]


def test_what_takes_long_is_kept_for_a_multiple_of_that(clock: Clock) -> None:
    remembered, answers = Remembered(clock), iter([1, 2])

    def read() -> int:
        clock.now += 0.5
        return next(answers)

    assert remembered.get("key", read) == 1
    clock.now += 0.5 * SHARE - 0.1
    assert remembered.get("key", read) == 1
    clock.now += 0.2
    assert remembered.get("key", read) == 2


def test_each_key_has_its_own_time(clock: Clock) -> None:
    remembered = Remembered(clock)
    assert remembered.get(("anna", 1), lambda: "hers", 60) == "hers"
    assert remembered.get(("bert", 1), lambda: "his", 60) == "his"
    clock.now += 59
    assert remembered.get(("anna", 1), lambda: "new", 60) == "hers"
    clock.now += 2
    assert remembered.get(("anna", 1), lambda: "new", 60) == "new"


def test_nobody_waits_for_what_is_known(clock: Clock) -> None:
    remembered, begun, ended = Remembered(clock), Event(), Event()
    remembered.get("key", lambda: "old", 60)
    clock.now += 61

    def slow() -> str:
        begun.set()
        ended.wait()
        return "new"

    reader = Thread(target=remembered.get, args=("key", slow, 60))
    reader.start()
    begun.wait()
    assert remembered.get("key", lambda: "third", 60) == "old"
    ended.set()
    reader.join()
    assert remembered.get("key", lambda: "third", 60) == "new"


def test_what_fails_is_tried_again(clock: Clock) -> None:
    remembered = Remembered(clock)

    def fail() -> int:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        remembered.get("key", fail)
    assert remembered.get("key", lambda: 1) == 1
