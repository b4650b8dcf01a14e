-- {{ entity }}: {{ purpose }} as of `today`, from the stored row and the differences that its marks carry: no event is read.
-- No row for a record with a mark that carries none, or where a difference cannot be added.
create or replace function {{ name }}({{ parameters }}) returns setof {{ row_type }}
language plpgsql stable parallel {{ parallel }} security definer {{ rows }}
{{ pinned }} set jit = off as $saint$
-- No column of ours is called today.
#variable_conflict use_column
begin
  return query
    with difference as (
      select
        m.id,
        bool_and(
          coalesce(m.difference in ({{ kinds }}), false){% for condition in conditions %}

          and {{ condition }}{% endfor %}

        ) as "is known"{% for s in sums %},
        {{ s.value }} as {{ s.name }}{% endfor %}{% if changes %},
        -- the next day on which a row that came enters or leaves a window
        least(
{% for c in changes %}
          min({{ c.date }}) filter (where m.difference = {{ c.kind }} and m.weight > 0{% if c.filter %} and {{ c.filter }} = 1{% endif %} and {{ c.ahead }}){% if not loop.last %},{% endif %}

{% endfor %}
        ) as next_change{% endif %}

      from {{ dirty }} m
      where m.id {{ restriction }}
      group by m.id
    ),
    wide as (
      select
{% for c in columns %}
        {{ c.value }} as {{ c.name }}{% if not loop.last %},{% endif %}

{% endfor %}
      from {{ wide }} c
      join difference d on d.id = c.id
      where c.as_of <= today and c.next_change > today and d."is known"
{% if generation %}
        and c.generation >= {{ generation }}
{% endif %}
{% for total in totals %}
        -- a sum has room for more
        and {{ total }} between -1e1000 and 1e1000
{% endfor %}
{% for x in extremes %}
        -- the {{ x.function }} is not one that went, unless as many of it came
        and coalesce(d.{{ x.went }} is null or {{ x.best }} {{ x.passes }} d.{{ x.went }} or {{ x.best }} = d.{{ x.went }} and 0 <
          (select sum(m.weight) from {{ dirty }} m where m.id = c.id and {{ x.as_good }})
          + case when c.{{ x.column }} = d.{{ x.went }} then 1 else 0 end, false)
{% endfor %}
    )
    select
{% for c in columns %}
      {{ c.read }}{% if not loop.last %},{% endif %}

{% endfor %}
    from wide;
end
$saint$;
