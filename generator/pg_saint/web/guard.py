"""What a browser may do with our answers: headers for each of them."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
# An image of somebody's definition, opened as a page, runs and loads nothing.
OF_IMAGES = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Of `embedders` alone may show what is under /embed/ in a frame."""

    def __init__(self, app: ASGIApp, embedders: tuple[str, ...], secure: bool) -> None:
        self.app, self.embedders, self.secure = app, embedders, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        embedded = scope["path"].startswith("/embed/")
        ancestors = " ".join(["'self'", *self.embedders]) if embedded else "'none'"

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                # The address of a file of ours changes with the file.
                forever = scope["path"].startswith("/static/") and message["status"] == 200
                headers.setdefault("cache-control", "public, max-age=31536000, immutable" if forever else "no-store")
                headers.setdefault("cross-origin-resource-policy", "same-origin")
                headers.setdefault("content-security-policy", f"{POLICY}; frame-ancestors {ancestors}")
                if not embedded:
                    headers.setdefault("x-frame-options", "DENY")
                if self.secure:
                    headers.setdefault("strict-transport-security", "max-age=31536000")
            await send(message)

        await self.app(scope, receive, guarded)
