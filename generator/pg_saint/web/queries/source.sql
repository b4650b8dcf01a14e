select s.query from saint.source_of(%(source)s) s;
