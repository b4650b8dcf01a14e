select saint.today() as today, to_char(now(), 'YYYY-MM-DD HH24:MI') as now, c.zone from saint.clock c;
