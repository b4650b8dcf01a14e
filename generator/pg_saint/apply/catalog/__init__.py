"""The rows of the extension's catalog tables that describe what is installed."""
