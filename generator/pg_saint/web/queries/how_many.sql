select count(*) as records from {status_view} s {joins} where s.status = %(status)s and {condition};
