-- Which selections there are, for an administrator's screen.
create or replace view {{ name }} as
select
  s.selection, s.entity, coalesce(s.titles ->> {{ language }}, s.selection) as name, s.kind,
  (select string_agg(c.criterion, ' and ' order by c.ordinal)
   from jsonb_array_elements_text(s.criteria) with ordinality c (criterion, ordinal)) as criteria,
  array(select jsonb_array_elements_text(s.columns)) as columns,
  saint.selection_matches(s.selection) as matches,
  s.declared, s.max_age, r.refreshed_at
from saint.selection s
left join saint.selection_refresh r on r.selection = s.selection;
