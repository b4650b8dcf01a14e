-- The same, each in a savepoint, as by an importer that goes on where one row fails.
do $$
begin
  for n in 1 .. current_setting('bench.rows')::integer loop
    begin
      insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, subject)
      values (1, 2, 1, 'mail', 'outgoing', 'Service', now(), 'Repeated');
    exception when unique_violation then
      raise;
    end;
  end loop;
end
$$;
