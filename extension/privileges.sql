-- Who may do what, in one place. The compiler grants the same on what it makes.
do $$
begin
    -- Only who may grant them may say it again.
    if not pg_catalog.pg_has_role('saint_admin', 'saint_reader', 'member')
        or not pg_catalog.pg_has_role('saint_admin', 'saint_revenue', 'member')
        or not pg_catalog.pg_has_role('saint_admin', 'saint_contact', 'member')
        or not pg_catalog.pg_has_role('saint_admin', 'saint_designer', 'member')
        or not pg_catalog.pg_has_role('saint_designer', 'saint_reader', 'member')
    then
        grant saint_reader to saint_designer;
        grant saint_reader, saint_revenue, saint_contact, saint_designer to saint_admin;
    end if;
end
$$;

grant usage on schema saint to public;

grant select on saint.clock to public;
grant select
    on saint.entity, saint.language, saint.image, saint.status, saint.last_tick, saint.selection
    to saint_reader;
grant select, insert, update, delete
    on saint.clock, saint.definition, saint.compiled, saint.entity, saint.computed, saint.language, saint.image,
        saint.status, saint.status_change, saint.last_tick, saint.failing_tick, saint.partitioned, saint.selection,
        saint.selection_entry, saint.selection_refresh, saint.retention
    to saint_admin;

revoke execute on function
    saint.clock_replace(), saint.follow_clock(), saint.mark_all_stale(), saint.set_today(date),
    saint.present_entities(), saint.tick_batch(text, integer), saint.tick_finished(text, bigint),
    saint.tick_failed(text, text), saint.tick(integer), saint.check(), saint.explain(text, text), saint.render(text, jsonb, boolean, text)
    from public;
grant execute on function
    saint.mark_all_stale(), saint.set_today(date), saint.present_entities(), saint.tick_batch(text, integer),
    saint.tick_finished(text, bigint), saint.tick_failed(text, text), saint.tick(integer), saint.check()
    to saint_admin;
grant execute on function saint.explain(text, text), saint.render(text, jsonb, boolean, text) to saint_reader;

-- Texts, images and dialogs of statuses, and whom they are announced to
grant insert on saint.announcement to saint_admin;
revoke execute on function
    saint.find_entity(text), saint.find_status(text), saint.language_for(text, text[]),
    saint.in_language(jsonb, text),
    saint.describe(text, text, text, boolean), saint.describe_all(text, text, boolean),
    saint.status_dialogs(text, text[], text, text[], boolean, text),
    saint.status_dialog(text, text, text, text[], boolean, text), saint.follow_ups_planned(text, text[], text),
    saint.is_record(text, text), saint.follow_ups_refused(text, text[], text, boolean, boolean),
    saint.follow_up_users(text, text[], text, text),
    saint.write_follow_ups_each(text, text[], text, text, text, integer, text, text, boolean),
    saint.watermark(text, text, text[]),
    saint.write_follow_ups(text, text[], text, text, text, integer, text),
    saint.create_follow_up(text, text, text, text, text, integer, text, boolean, boolean),
    saint.create_follow_ups(text, text, text, text, text, integer, text, text, boolean),
    saint.announce()
    from public;
grant execute on function
    saint.find_entity(text), saint.find_status(text), saint.language_for(text, text[]),
    saint.in_language(jsonb, text),
    saint.describe(text, text, text, boolean), saint.describe_all(text, text, boolean),
    saint.status_dialogs(text, text[], text, text[], boolean, text),
    saint.status_dialog(text, text, text, text[], boolean, text), saint.follow_ups_planned(text, text[], text),
    saint.is_record(text, text), saint.follow_ups_refused(text, text[], text, boolean, boolean),
    saint.follow_up_users(text, text[], text, text),
    saint.write_follow_ups_each(text, text[], text, text, text, integer, text, text, boolean),
    saint.watermark(text, text, text[]),
    saint.write_follow_ups(text, text[], text, text, text, integer, text),
    saint.create_follow_up(text, text, text, text, text, integer, text, boolean, boolean),
    saint.create_follow_ups(text, text, text, text, text, integer, text, text, boolean)
    to saint_reader;

-- What is confidential: asked by what is compiled, as who asks
revoke execute on function saint.may_see(text) from public;
grant execute on function saint.may_see(text) to saint_reader, saint_revenue, saint_contact;

-- Called by the trigger functions, with the rights of whoever applied.
revoke execute on function saint.columns_as_mapped(text, text[], text[], text[]) from public;
revoke execute on function saint.values_fit(jsonb, text[], text[]) from public;
revoke execute on function saint.row_fits(record, text, text[], text[]) from public;
revoke execute on function
    saint.day_of(timestamptz, text), saint.day_of(timestamp, text, text), saint.edge_day(timestamp, text, text),
    saint.exact(double precision), saint.exact(real), saint.shortest(double precision), saint.shortest(real),
    saint.shown(anyelement), saint.quote_ident(text)
    from public;
grant execute on function saint.columns_as_mapped(text, text[], text[], text[]) to saint_admin;
grant execute on function saint.values_fit(jsonb, text[], text[]) to saint_admin;
grant execute on function saint.row_fits(record, text, text[], text[]) to saint_admin;
grant execute on function
    saint.day_of(timestamptz, text), saint.day_of(timestamp, text, text), saint.edge_day(timestamp, text, text),
    saint.exact(double precision), saint.exact(real), saint.shortest(double precision), saint.shortest(real),
    saint.shown(anyelement), saint.quote_ident(text)
    to saint_reader;

-- Partitions: what 0.1.0 compiled asks as the reader whether there are others; what is compiled follows them with the
-- rights of whoever applied.
grant select on saint.partitioned to saint_reader;
grant select, insert, update, delete on saint.mapped_column to saint_admin;
revoke execute on function
    saint.mark_stale(text[]), saint.partitions(text), saint.partitions_now(regclass), saint.partitions_changed(text),
    saint.partitions_remember(text), saint.follow_partitions(),
    saint.follow_partitions_of(text, regprocedure[], text[], text[])
    from public;
grant execute on function saint.partitions_now(regclass), saint.partitions_changed(text) to saint_reader;
grant execute on function
    saint.mark_stale(text[]), saint.partitions(text), saint.partitions_remember(text), saint.follow_partitions(),
    saint.follow_partitions_of(text, regprocedure[], text[], text[])
    to saint_admin;

-- Which tables are mapped: asked and followed with the rights of whoever applied.
grant select, insert, update, delete on saint.mapped_table, saint.not_crashed to saint_admin;
revoke execute on function
    saint.table_known(text), saint.table_followed(text), saint.tables_known(text[], regclass[]),
    saint.only_tables(text[], regclass[]), saint.tables_as_mapped(text[]),
    saint.table_members(text), saint.hold_tables(text[]), saint.table_remember(text, oid),
    saint.follow_table(text, regprocedure[], text[], text[]), saint.follow_tables()
    from public;
grant execute on function
    saint.table_known(text), saint.table_followed(text), saint.tables_known(text[], regclass[]),
    saint.only_tables(text[], regclass[]), saint.tables_as_mapped(text[]),
    saint.table_members(text), saint.hold_tables(text[]), saint.table_remember(text, oid),
    saint.follow_table(text, regprocedure[], text[], text[]), saint.follow_tables()
    to saint_admin;

-- Attention monitors
grant select on saint.calculation, saint.attention to saint_reader, saint_revenue;
grant select, insert, update, delete on saint.calculation, saint.calculated_relation, saint.monitor to saint_admin;
grant usage on sequence saint.calculation_number to saint_admin;
revoke execute on function
    saint.now(), saint.caller(), saint.change_title(text, text),
    saint.contact_bands(bigint[], bigint[], text), saint.contact_ranges(bigint[], bigint[], text),
    saint.percentages(numeric[]),
    saint.sales_bands(bigint[], numeric[], bigint, numeric), saint.sales_distribution(bigint, numeric),
    saint.monitor_entity(text),
    saint.recalculate(text, text[], integer, text, date, date, text, jsonb, text[], text, text, text),
    saint.calculate(text, text[], integer, text, date, date, text, jsonb, text[], text, text, text, text),
    saint.last_calculation(text, text), saint.attention_function(text, text), saint.attention_view(text, text),
    saint.chronology_bookmark(text), saint.chronology(text, text, text, integer),
    saint.happened(text, text, timestamptz, text, integer, timestamptz), saint.tomorrow(),
    saint.moments_page(text, text, text, timestamptz, timestamptz, text, integer),
    saint.attention_between(text, date, date, text[], text[], text), saint.attention_relations(text, integer),
    saint.attention_sales_relations(text, integer)
    from public;
grant execute on function
    saint.now(), saint.caller(), saint.change_title(text, text),
    saint.contact_bands(bigint[], bigint[], text), saint.contact_ranges(bigint[], bigint[], text),
    saint.percentages(numeric[]),
    saint.monitor_entity(text),
    saint.recalculate(text, text[], integer, text, date, date, text, jsonb, text[], text, text, text),
    saint.calculate(text, text[], integer, text, date, date, text, jsonb, text[], text, text, text, text),
    saint.last_calculation(text, text), saint.attention_function(text, text), saint.attention_view(text, text),
    saint.chronology_bookmark(text), saint.chronology(text, text, text, integer),
    saint.happened(text, text, timestamptz, text, integer, timestamptz), saint.tomorrow(),
    saint.moments_page(text, text, text, timestamptz, timestamptz, text, integer),
    saint.attention_between(text, date, date, text[], text[], text), saint.attention_relations(text, integer)
    to saint_reader, saint_revenue;
grant execute on function
    saint.sales_bands(bigint[], numeric[], bigint, numeric), saint.sales_distribution(bigint, numeric),
    saint.attention_sales_relations(text, integer)
    to saint_revenue;

-- Selections, counters, and how long the history is kept
grant select on saint.counterdef to saint_reader;
grant select, insert, update, delete on saint.counter to saint_admin;
revoke execute on function
    saint.refresh_selections(), saint.prune_history(), saint.record_key(text, text), saint.hold_selection(text),
    saint.source_of(text),
    saint.static_selection(text), saint.selection_matches(text), saint.selection_create(text, text),
    saint.selection_delete(text), saint.selection_add(text, text), saint.selection_remove(text, text),
    saint.selection_add_from(text, text), saint.selection_remove_from(text, text)
    from public;
grant execute on function
    saint.refresh_selections(), saint.prune_history(), saint.selection_create(text, text),
    saint.selection_delete(text), saint.selection_add(text, text), saint.selection_remove(text, text),
    saint.selection_add_from(text, text), saint.selection_remove_from(text, text)
    to saint_admin;
grant execute on function
    saint.record_key(text, text), saint.hold_selection(text), saint.source_of(text), saint.static_selection(text),
    saint.selection_matches(text)
    to saint_reader;

-- What is defined from inside the database
grant select, insert, update, delete on saint.proposal, saint.definition_history, saint.vocabulary_word
    to saint_admin;
grant select on saint.request, saint.definition_history to saint_reader;
revoke execute on function
    saint.require_proposable(jsonb), saint.parts_of(jsonb), saint.propose(jsonb, text, boolean), saint.remove(text, text), saint.decide(bigint, text, text[]),
    saint.confirm(bigint), saint.cancel(bigint), saint.proposed_here(bigint), saint.await(bigint, double precision),
    saint.selection_define(text, text, jsonb, text[], text[]), saint.selection_define(text, text, text, text[], text[]),
    saint.operators(), saint.kind_of_type(text, text), saint.vocabulary(text), saint.criteria_words(text),
    saint.split_criteria(text, text), saint.is_balanced(text), saint.event_text(text, text, text, jsonb, boolean),
    saint.criterion_text(text, jsonb, text), saint.to_text(jsonb, text), saint.to_text(text, text)
    from public;
grant execute on function
    saint.propose(jsonb, text, boolean), saint.remove(text, text), saint.confirm(bigint), saint.cancel(bigint),
    saint.selection_define(text, text, jsonb, text[], text[]), saint.selection_define(text, text, text, text[], text[])
    to saint_designer;
grant execute on function saint.proposed_here(bigint), saint.await(bigint, double precision), saint.vocabulary(text),
    saint.criteria_words(text), saint.split_criteria(text, text), saint.is_balanced(text),
    saint.event_text(text, text, text, jsonb, boolean), saint.criterion_text(text, jsonb, text),
    saint.to_text(jsonb, text), saint.to_text(text, text)
    to saint_reader;

-- Views come into schema saint by this: to create there is the owner's alone, whatever default privileges say.
revoke create on schema saint from public;
revoke execute on function saint.publish(regclass), saint.applied_by() from public;
grant execute on function saint.publish(regclass) to saint_admin;

-- What is compiled is called by everybody with a role of ours; these say whether it is safe to.
revoke execute on function
    saint.powers(oid), saint.trusts(oid), saint.compiled_function(text), saint.compiled_table(text)
    from public;
grant execute on function
    saint.powers(oid), saint.trusts(oid), saint.compiled_function(text), saint.compiled_table(text)
    to saint_reader, saint_revenue;
