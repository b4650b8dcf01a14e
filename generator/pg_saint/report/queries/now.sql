select to_char(now(), 'YYYY-MM-DD HH24:MI') as now;
