select g.id::text as id from {view} g where g.band = %(band)s limit %(limit)s;
