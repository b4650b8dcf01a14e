-- {{ entity }}: of one {{ entity }} the minima and maxima `wanted`, by their columns, as of the day `today`, from the CRM's own tables.
create or replace function {{ name }}(record_id {{ key_type }}, today date, wanted text[]) returns setof {{ row_type }}
language plpgsql stable parallel {{ parallel }} security definer rows 1
{{ reading }} set jit = off as $saint$
declare
  saint_row {{ row_type }};
begin
  perform {{ held }}();
  -- another table now: its rows are not those of the stored row
  if not {{ as_mapped }}() then
    return;
  end if;
  saint_row.id := $1;
{% for x in extremes %}
  {{ x.comment }}
  if {{ x.name }} = any ($3) then
    saint_row.{{ x.column }} := (
      select {{ x.function }}({{ x.value }})::{{ x.type }}
      from {{ x.table }} {{ x.alias }}
      where {{ x.where }}
{% if x.day_column %}
        -- found by an index on link and date; whatever the time zone, an earlier one's day is not later by two
{% if x.least %}
        and {{ x.day_column }} <= (
          select case when min({{ x.day_column }}) < '290000-01-01' then min({{ x.day_column }}) + interval '2 days' when min({{ x.day_column }}) is not null then 'infinity' end
{% else %}
        and {{ x.day_column }} >= (
          select case when max({{ x.day_column }}) > '4000-01-01 BC' then max({{ x.day_column }}) - interval '2 days' when max({{ x.day_column }}) is not null then '-infinity' end
{% endif %}
          from {{ x.table }} {{ x.alias }}
          where {{ x.where }})
{% endif %}
    );
  end if;
{% endfor %}
  return next saint_row;
end
$saint$;
