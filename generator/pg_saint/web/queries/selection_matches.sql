select saint.selection_matches(%(selection)s) as matches;
