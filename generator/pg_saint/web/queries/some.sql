-- Some of the records that have a status or are in a selection.
select s.id from ({query}) s (id) limit %(limit)s;
