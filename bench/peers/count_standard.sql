-- Those of them that an activity changes: no statuses, nothing that ever leaves a window, and a lock until commit.
create function peers.count_standard() returns trigger language plpgsql as $$
declare
  today date := (select clock.today from peers.clock);
  day date := (new.starts_at at time zone 'Europe/Oslo')::date;
  is_open integer := (new.done_at is null)::integer;
  is_past boolean := day <= today;
  in_period1 integer := (day > today - 28 and day <= today)::integer;
  in_period2 integer := (day > today - 56 and day <= today)::integer;
  in_period3 integer := (day > today - 91 and day <= today)::integer;
begin
  if new.deleted then
    return null;
  end if;
  update peers.standard_counters set
    activity_count = activity_count + 1,
    activity_open = activity_open + is_open,
    activity_count_period1 = activity_count_period1 + in_period1,
    activity_open_period1 = activity_open_period1 + is_open * in_period1,
    activity_count_period2 = activity_count_period2 + in_period2,
    activity_open_period2 = activity_open_period2 + is_open * in_period2,
    activity_count_period3 = activity_count_period3 + in_period3,
    activity_open_period3 = activity_open_period3 + is_open * in_period3,
    activity_last = greatest(activity_last, case when is_past then day end),
    activity_last_completed = greatest(activity_last_completed, case when is_past and is_open = 0 then day end),
    activity_last_open = greatest(activity_last_open, case when is_past and is_open = 1 then day end),
    activity_next = least(activity_next, case when not is_past then day end),
    outgoing_period1 = outgoing_period1 + (new.direction = 'outgoing')::integer * in_period1,
    marketing_period3 = marketing_period3 + (new.intention = 'Marketing')::integer * in_period3
  where company_id = new.company_id;
  return null;
end
$$;
create trigger count_standard after insert on crm.activity for each row execute function peers.count_standard();
