select
    s.status, s.entity, coalesce(saint.in_language(s.titles, %(language)s), s.status) as name, s.image,
    s.follow_up is not null as follows_up, s.follow_up ->> 'written_by' is not null as written,
    (select string_agg(c.criterion, ' and ' order by c.ordinal)
     from jsonb_array_elements_text(s.criteria) with ordinality c (criterion, ordinal)) as criteria
from saint.status s
where s.status = %(status)s and not s.deleted;
