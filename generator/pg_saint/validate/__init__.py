"""What is wrong with definitions and can be seen without a database."""

from pg_saint.validate.load import load, load_stored

__all__ = ["load", "load_stored"]
