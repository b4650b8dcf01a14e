"""A user of a CRM, as a test sees him."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ENVIRONMENTS = ROOT / ".crms"


class CrmFailed(AssertionError):
    """The CRM's own code raised an exception; the text holds its class, message and trace."""


class User:
    """Works through the CRM's model code, in a process of its own: ``user.do("new_party", name="Fjord")``.

    `module` is the one with the actions, run by the CRM's Python with `environment` added to ours.
    """

    def __init__(self, crm: str, module: str, environment: Mapping[str, str]) -> None:
        python = ENVIRONMENTS / crm / "bin" / "python"
        self._process = subprocess.Popen(
            [python, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )

    def do(self, action: str, **arguments: Any) -> Any:
        """Carries out an action and returns what it gave. Raises CrmFailed."""
        self.begin_to_do(action, **arguments)
        return self.done()

    def begin_to_do(self, action: str, **arguments: Any) -> None:
        """Starts an action; `done` waits for it. Several users can then be at work at once."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": action, "with": arguments}, default=str) + "\n")
        self._process.stdin.flush()

    def done(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise CrmFailed(f"the CRM's process ended with code {self._process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise CrmFailed(f"{answer['error']}\n{answer['trace']}")
        return answer["result"]

    def close(self) -> None:
        # Ends its input, at which it ends, and closes our end of its output.
        self._process.communicate()
