-- The entities that have statuses; not those of a schema that was dropped.
select e.entity
from saint.entity e
where to_regclass('saint.' || quote_ident(e.entity || '_status')) is not null
    and (e.schema is null or to_regnamespace(quote_ident(e.schema)) is not null);
