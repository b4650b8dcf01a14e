-- {{ entity }}: the records `ids` from the stored row and the differences that its marks carry: no event is read, but for a minimum or
-- maximum that may have gone. As of `today`; where the row is due, as of the day that it stands for. What marks say
-- to be stale is as it is stored. No row for a record with a mark of all of it, or where a difference cannot be added.
create or replace function {{ name }}(ids {{ key_type }}[], today date) returns setof {{ row_type }}
language plpgsql stable parallel {{ parallel }} security definer
{{ pinned }} set jit = off
-- it takes longer to plan than to fold a few; by index, however few rows the tables had when it was planned
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $saint$
-- No column of ours is called today.
#variable_conflict use_column
begin
  return query
    with difference as (
      select
        m.id, m.saint_day,
        bool_and(
          coalesce(m.difference in ({{ kinds }}), m.stale in ({{ known_stale }}), false){% for condition in conditions %}

          and {{ condition }}{% endfor %}

        ) as "is known"{% for s in sums %},
        {{ s.value }} as {{ s.name }}{% endfor %}{% if changes %},
        -- the next day on which a row that came enters or leaves a window
        least(
{% for c in changes %}
          min({{ c.date }}) filter (where m.difference = {{ c.kind }} and m.weight > 0{% if c.filter %} and {{ c.filter }} = 1{% endif %} and {{ c.ahead }}){% if not loop.last %},{% endif %}

{% endfor %}
        ) as next_change{% endif %}

      from (
        select m.*, case when c.next_change > today then today else c.as_of end as saint_day
        from {{ dirty }} m join {{ wide }} c on c.id = m.id
        where m.id = any ($1)
      ) m
      group by m.id, m.saint_day
    ),
    {{ ("summed" if lost else "wide") | block }} as (
      select
{% for c in columns %}
        {{ c.value }} as {{ c.name }}{% if not loop.last or lost %},{% endif %}

{% endfor %}
{% if lost %}
        -- what went may have been the best of all
        array_remove(array[
{% for x in lost %}
          case when {{ x.is_lost }} then {{ x.name }} end{% if not loop.last %},{% endif %}

{% endfor %}
        ], null) as saint_lost
{% endif %}
      from {{ wide }} c
      join difference d on d.id = c.id
      where c.as_of > '-infinity' and c.as_of <= today and d."is known"
{% if generation %}
        and c.generation >= {{ generation }}
{% endif %}
{% for total in totals %}
        -- a sum has room for more
        and {{ total }} between -1e1000 and 1e1000
{% endfor %}
{% if lost %}
    ),
    wide as (
      select
{% for c in columns %}
        {{ c.sought }} as {{ c.name }}{% if not loop.last %},{% endif %}

{% endfor %}
      from summed s
      left join lateral (
        select * from {{ extremes }}(s.id, s.as_of, s.saint_lost)
        where s.saint_lost <> '{}'
        -- else it would be called for every record
        offset 0
      ) x on true
      where s.saint_lost = '{}' or x.id is not null
{% endif %}
    )
    select
{% for c in columns %}
      {{ c.read }}{% if not loop.last %},{% endif %}

{% endfor %}
    -- the row as one value: what is asked of it is put in the place of the call
    from (select wide.*, row(wide.*)::{{ row_type }} as saint_row from wide offset 0) wide;
end
$saint$;
