{% from "recompute/computed.sql" import computed with context %}
-- {{ entity }}: {{ purpose }}, computed from the CRM's own tables as of `today`.
create or replace function {{ name }}({{ parameters }}) returns setof {{ row_type }}
language plpgsql stable parallel {{ parallel }} security definer {{ rows }}
{{ reading }} set jit = off{% if rows == "rows 1" %} set plan_cache_mode = force_generic_plan{% endif %} as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
  saint_held constant boolean := {{ held }}();
begin
{% if first %}
  return query select a.* from {{ first }}($1, $2) a;
  if found then
    return;
  end if;
{% endif %}
  return query
{{ computed(query) | block }}
end
$saint$;
