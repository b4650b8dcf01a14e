-- What people write today.
create function peers.count_one() returns trigger language plpgsql as $$
begin
  update peers.one_counter set n = n + 1 where company_id = new.company_id;
  return null;
end
$$;
create trigger count_one after insert on crm.activity for each row execute function peers.count_one();
