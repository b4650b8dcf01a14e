-- {{ source }}: each change of state, appended by the trigger. `gone`: the row with this key was deleted; what comes after it
-- is another row's. Keys are text: the trigger must not fail when the CRM gives the key another type.
create table {{ name }} (
  source_key text not null,
  change bigint generated always as identity,
  changed_at timestamptz not null,
  "user" text,
  was text,
  became text,
  gone boolean not null default false,
  primary key (source_key, change)
) with (vacuum_truncate = false);
