select saint.selection_create(%(selection)s, %(entity)s);
