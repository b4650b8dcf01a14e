select s.id::text as id from {status_view} s {joins} where s.status = %(status)s and {condition} order by s.id limit %(limit)s;
