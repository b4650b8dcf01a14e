-- One activity after the other, each by a statement of its own, all of company 1.
do $$
begin
  for n in 1 .. current_setting('bench.rows')::integer loop
    insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, subject)
    values (1, 2, 1, 'mail', 'outgoing', 'Service', now(), 'Repeated');
  end loop;
end
$$;
