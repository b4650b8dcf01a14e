"""One user's session in a CRM, in a process of the CRM's own virtual environment.

The other end of `tests.crms.users.User`: reads one JSON line for each action, answers with one. Only the CRM's own
model code and the standard library are imported here.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from typing import Any

Action = Callable[..., Any]


def serve(actions: dict[str, Action]) -> None:
    """Carries out ``{"do": name, "with": {…}}`` until standard input ends.

    Answers ``{"result": …}``, or ``{"error": the exception's class and text, "trace": …}``.
    """
    # What the CRM prints must not be taken for an answer.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"result": actions[asked["do"]](**asked["with"])}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()}
        answers.write(json.dumps(answer, default=str) + "\n")
        answers.flush()
