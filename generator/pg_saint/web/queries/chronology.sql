select c.kind, c.source, c.source_key, c.occurred_at, c."user", c.title, c.counted, c.planned, c.bookmark
from saint.chronology(%(entity)s, %(id)s, %(after)s, %(page)s) c;
