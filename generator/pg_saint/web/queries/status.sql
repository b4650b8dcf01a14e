select
    s.status, s.entity, coalesce(saint.in_language(s.titles, %(language)s), s.status) as name, s.image,
    s.follow_up is not null as follows_up, s.follow_up ->> 'written_by' is not null as written,
    s.criteria
from saint.status s
where s.status = %(status)s and not s.deleted;
