"""`saint serve`: what the database knows, as pages that a person works with.

`site` puts it together, `visitors` is who looks and with whose rights, `guard` what a browser may do, `pages` one
module for each screen, with its SQL in `queries`, its HTML in `templates` and its texts in `words`. Nothing is computed
here that the database's views and functions do not say.
"""

from pg_saint.web.settings import Settings
from pg_saint.web.site import make_site

__all__ = ["Settings", "make_site"]
