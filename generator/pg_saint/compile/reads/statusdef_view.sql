-- What is installed, for an administrator's screen.
create or replace view {{ name }} as
select
  d.status, d.entity, d.titles ->> {{ language }} as name,
  (select string_agg(c.criterion, ' and ' order by c.ordinal)
   from jsonb_array_elements_text(d.criteria) with ordinality c (criterion, ordinal)) as criteria,
  d.rank, d.visual, d.enabled, coalesce(m.matches, 0) as matches, d.deleted, d.groups, d.notify,
  d.exact_since
from saint.status d
left join (select v.status, count(*) as matches from saint.statusvalue v group by v.status) m on m.status = d.status;
