select
  c.id{% for k in current.columns %},
  case when c.saint_stale then l.{{ k.name }}{% if k.older %} when c.saint_generation >= {{ generation }} then c.{{ k.name }} else {{ k.older }}{% else %} else c.{{ k.name }}{% endif %} end as {{ k.name }}{% endfor %}

from (
  select
    c.id{% for k in current.columns %},
    {{ k.stored }} as {{ k.name }}{% endfor %},
{% if current.condition %}
    {{ current.condition.stored }} as saint_is_in,
{% endif %}
{% if current.by_parts %}
    c.generation as saint_generation,
{% endif %}
    c.next_change <= (select saint.today())
{% if current.older_is_stale %}
      -- being filled
      or c.generation < {{ generation }}
{% endif %}
      or exists (select from {{ dirty }} d where d.id = c.id)
      or ((select exists (select from {{ via }}) or not {{ rows_hold }}()) and c.id in (select e.id from {{ indirectly_stale }}() e (id)))
      as saint_stale,
    null::bigint as saint_mark
  from {{ wide }} c
  union all
  -- a record that has no row yet: it has a mark
  select d.id{% for k in current.columns %}, null::{{ k.type }}{% endfor %}{% if current.condition %}, null::boolean{% endif %}{% if current.by_parts %}, null::integer{% endif %}, true, d.mark
  from {{ dirty }} d
  union all
  -- or an indirect one
  select n.id{% for k in current.columns %}, null::{{ k.type }}{% endfor %}{% if current.condition %}, null::boolean{% endif %}{% if current.by_parts %}, null::integer{% endif %}, true, null::bigint
  from {{ indirectly_new }}() n (id)
{% if not every %}
  where (select exists (select from {{ via }}) or not {{ rows_hold }}())
{% endif %}
) c
left join lateral (
  select saint_row.id{% for k in current.columns %}, {{ k.computed }} as {{ k.name }}{% endfor %}

  from {{ now }}(c.id, saint.today()) saint_row
  where c.saint_stale
    and (c.saint_mark is null or {{ first_mark }}(c.id, c.saint_mark)){% if current.condition %}

    and {{ current.condition.computed }}{% endif %}

  -- else it would be called for each row, and not for the stale ones alone
  offset 0
) l on true
{% if current.by_parts %}
-- Computed for a row that needs backfill. An aggregate, so that who asks for none of this does not compute it.
left join lateral (
  select (array_agg(saint_row.*))[1] as record
  from {{ live }}(c.id, saint.today()) saint_row
  where not c.saint_stale and c.saint_generation < {{ generation }}
) computed on true
{% if current.to_backfill %}
cross join lateral (
  select {% for column in current.to_backfill %}(computed.record).{{ column }}{% if not loop.last %}, {% endif %}{% endfor %}

) needs_backfill
{% endif %}
{% endif %}
where (not c.saint_stale or l.id is not null){% if current.condition %}

  and (c.saint_stale or c.saint_is_in){% endif %}{% if current.restricted %}

  and {{ current.restricted }}{% endif %}