select
    s.status as name, s.entity, coalesce(saint.in_language(s.titles, %(language)s), s.status) as title, s.image, s.rank,
    s.visual, s.enabled, s.exact_since, s.criteria,
    saint.in_language(s.descriptions, %(language)s) as description, s.follow_up ->> 'type' as follow_up,
    saint.in_language(s.follow_up -> 'text', %(language)s) as follow_up_text, s.follow_up ->> 'in_days' as in_days
from saint.status s
where s.status = %(name)s and not s.deleted;
