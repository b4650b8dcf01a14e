select count(*) filter (where saint.selection_add(%(selection)s, u.id)) as added from unnest(%(ids)s::text[]) as u (id);
