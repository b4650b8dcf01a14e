-- saint.company_gmbh_counter ... of every schema
create or replace view saint.company_counter as
select 'Beta GmbH'::text as schema, v.id, v.activities
from saint.company_gmbh_counter v
where to_regnamespace('"Beta GmbH"') is not null
union all
select 'tenant_acme'::text as schema, v.id, v.activities
from saint.company_acme_counter v
where to_regnamespace('tenant_acme') is not null
;

-- saint.company_gmbh_status ... of every schema
create or replace view saint.company_status as
select 'Beta GmbH'::text as schema, v.id, left(v.status, -5) as status, v.name, v.rank, v.visual, v.since
from saint.company_gmbh_status v
where to_regnamespace('"Beta GmbH"') is not null
union all
select 'tenant_acme'::text as schema, v.id, left(v.status, -5) as status, v.name, v.rank, v.visual, v.since
from saint.company_acme_status v
where to_regnamespace('tenant_acme') is not null
;

-- saint.company_gmbh_watermark ... of every schema
create or replace view saint.company_watermark as
select 'Beta GmbH'::text as schema, v.id, left(v.status, -5) as status, v.name, v.image, v.media_type, v.image_key
from saint.company_gmbh_watermark v
where to_regnamespace('"Beta GmbH"') is not null
union all
select 'tenant_acme'::text as schema, v.id, left(v.status, -5) as status, v.name, v.image, v.media_type, v.image_key
from saint.company_acme_watermark v
where to_regnamespace('tenant_acme') is not null
;

-- saint.selection_to_call_gmbh ... of every schema
create or replace view saint.selection_to_call as
select 'Beta GmbH'::text as schema, v.id, v.owner
from saint.selection_to_call_gmbh v
where to_regnamespace('"Beta GmbH"') is not null
union all
select 'tenant_acme'::text as schema, v.id, v.owner
from saint.selection_to_call_acme v
where to_regnamespace('tenant_acme') is not null
;

-- One row per active status of any entity.
create or replace view saint.statusvalue as
select 'company_gmbh' as entity, s.id::text as id, s.status, s.since from saint.company_gmbh_status s where to_regnamespace('"Beta GmbH"') is not null
union all
select 'company_acme' as entity, s.id::text as id, s.status, s.since from saint.company_acme_status s where to_regnamespace('tenant_acme') is not null
;

-- company_acme: the statuses that a wide row has.
create or replace function saint_data.company_acme_statuses(c saint_data.company_acme) returns text[]
language sql immutable parallel safe as $saint$
  select array_remove(array[
    -- quiet_acme (several_schemas.yaml:21): activities < 2
    case when c.activities < 2 then 'quiet_acme' end,
    -- forgotten_acme (several_schemas.yaml:22): status('quiet') and category = 'Customer'
    case when (coalesce(c.activities < 2, false)) and (c.category = 'Customer') then 'forgotten_acme' end
  ], null)
$saint$;
