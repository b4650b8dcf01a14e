select selection, entity, name, kind, matches, refreshed_at from saint.selectiondef order by entity, selection;
