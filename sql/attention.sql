create view saint.attention as
select
    c.monitor as name, c.calculated_at, c.duration, c.calculated_by, c.relations, c.moments,
    coalesce(
        (select m.titles ->> l.language from saint.language as l where m.titles ? l.language order by l.place limit 1),
        c.monitor
    ) as title
from saint.calculation as c
left join saint.monitor as m on m.monitor = c.monitor
where c.controls is null;
comment on view saint.attention is 'One row per attention monitor: when it was last calculated, by whom, how long it took';
comment on column saint.attention.name is 'The monitor, by the name that the definition gives it';
comment on column saint.attention.calculated_at is 'When it was last calculated: what its views show is as of then';
comment on column saint.attention.duration is 'How long that took';
comment on column saint.attention.calculated_by is 'The role that asked for it';
comment on column saint.attention.relations is 'How many relations it is about';
comment on column saint.attention.moments is 'How many contact moments it has counted';
comment on column saint.attention.title is 'The monitor''s name in the default language';
