select exists (select from saint.entity) as entities, to_regclass('saint.statusdef') is not null as statuses;
