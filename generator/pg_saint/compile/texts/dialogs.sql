-- {{ entity }}: what the status dialog shows of each of `ids` that has a status which concerns one of `of_groups`.
create or replace function {{ name }}(ids text[], language text, of_groups text[], html boolean, of_status text default null)
returns table (id text, dialog jsonb)
language plpgsql stable parallel unsafe security definer {{ pinned }}
-- the length of an array is unknown: it would be replanned at each call
set plan_cache_mode = force_generic_plan as $saint$
#variable_conflict use_column
begin
  return query
  with active as (
    select
      s.id::text as record, s.since, d.*,
      row_number() over (
        partition by s.id order by coalesce(d.status = of_status, false) desc, d.visual desc, d.rank, d.status
      ) as place
    from {{ status_view }} s
    join saint.status d on d.status = s.status
    where s.id = any (ids::{{ key_type }}[]) and (of_groups is null or d.groups = '{}' or d.groups && of_groups)
  )
  select a.record, jsonb_build_object(
    'entity', {{ entity_literal }},
    'id', a.record,
    'status', a.status,
    'name', saint.in_language(a.titles, language),
    'description', saint.render(
      coalesce(saint.in_language(a.descriptions, language), ''), v.variables, html, saint.in_language(a.titles, language)
    ),
    'rank', a.rank,
    'visual', a.visual,
    'since', a.since,
    'image', a.image,
    'media_type', i.media_type,
    'others', coalesce(o.others, '[]'),
    'follow_up', case when a.follow_up is not null then jsonb_build_object(
      'source', a.follow_up ->> 'source',
      'type', a.follow_up ->> 'type',
      'text', saint.render(
        coalesce(saint.in_language(a.follow_up -> 'text', language), ''), v.variables, html, saint.in_language(a.titles, language)
      ),
      'date', saint.today() + (a.follow_up ->> 'in_days')::integer,
      'user', v.variables ->> ('@' || (a.follow_up ->> 'user'))
    ) end
  )
  from active a
  join {{ texts }}(ids) v on v.id = a.record
  left join saint.image i on i.image = a.image
  left join (
    select
      n.record,
      jsonb_agg(
        jsonb_build_object(
          'status', n.status, 'name', saint.in_language(n.titles, language), 'rank', n.rank, 'visual', n.visual, 'since', n.since
        )
        order by n.place
      ) as others
    from active n
    where n.place > 1
    group by n.record
  ) o on o.record = a.record
  where a.place = 1 and (of_status is null or a.status = of_status);
end
$saint$;
