-- {{ source }}: each write that changed one of the fields that are followed, appended by the trigger: `what` names them.
-- `gone`: the row with this key was deleted; what comes after it is another row's.
create table {{ name }} (
  source_key text not null,
  change bigint generated always as identity,
  changed_at timestamptz not null,
  "user" text,
  what text,
  gone boolean not null default false,
  primary key (source_key, change)
) with (vacuum_truncate = false);
