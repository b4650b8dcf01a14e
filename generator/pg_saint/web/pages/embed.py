"""A card in a frame of the CRM's own pages, and the watermark as an image."""

from __future__ import annotations

from base64 import b64encode
from xml.sax.saxutils import quoteattr

from starlette.requests import Request
from starlette.responses import Response

from pg_saint.web.guard import OF_IMAGES
from pg_saint.web.pages.card import parts_of, record_of
from pg_saint.web.visit import Visit, language_of, page, showing

NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
BADGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96" role="img" aria-label={name}>'
    '<title>{title}</title><image href={data} width="96" height="96"/></svg>'
)


def _log_in_first(request: Request) -> Response:
    """In a frame there is no place for a form that asks for a password."""
    return page(request, None, language_of(request), "embed_log_in.html", 401)


def _no_badge(_request: Request) -> Response:
    return _svg(NOTHING, 401)


@showing(_log_in_first, of_one=True)
def embed(visit: Visit) -> Response:
    return visit.page("embed.html", **parts_of(visit))


@showing(_no_badge, of_one=True)
def badge(visit: Visit) -> Response:
    _, record = record_of(visit)
    key = record["image_key"]
    if key is None:
        return _svg(NOTHING)
    found = visit.row("badge", {"image": key, "language": visit.language, "statuses": record["statuses"]})
    data = f"data:{found['media_type']};base64,{b64encode(found['content']).decode()}"
    # An attribute's quoting is more than a text's.
    name = quoteattr(found["name"])
    return _svg(BADGE.format(name=name, title=name[1:-1], data=quoteattr(data)))


def _svg(text: str, status_code: int = 200) -> Response:
    # The CRM's page on the same site may show it; nobody may keep it, since the next call may be the last one missing.
    headers = {
        "content-security-policy": f"{OF_IMAGES}; img-src data:",
        "cross-origin-resource-policy": "same-site",
        "cache-control": "no-store",
    }
    return Response(text, status_code, media_type="image/svg+xml", headers=headers)
