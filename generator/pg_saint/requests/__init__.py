"""What is proposed from inside the database: checked, and applied once it is confirmed."""

from pg_saint.requests.work import Requests

__all__ = ["Requests"]
