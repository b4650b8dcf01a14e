-- The same twenty counters, kept by hand: no statuses, nothing that ever leaves a window, and a lock until commit.
create function peers.count_twenty() returns trigger language plpgsql as $$
declare
  today date := (select clock.today from peers.clock);
  day date := (new.starts_at at time zone 'Europe/Oslo')::date;
  in_period1 boolean := day > today - 28 and day <= today;
  in_period2 boolean := day > today - 56 and day <= today;
  in_period3 boolean := day > today - 91 and day <= today;
begin
  if new.deleted or not in_period3 then
    return null;
  end if;
  update peers.twenty_counters set
    all_period1 = all_period1 + (in_period1)::integer,
    all_period2 = all_period2 + (in_period2)::integer,
    all_period3 = all_period3 + (in_period3)::integer,
    outgoing_period1 = outgoing_period1 + (in_period1 and new.direction = 'outgoing')::integer,
    outgoing_period2 = outgoing_period2 + (in_period2 and new.direction = 'outgoing')::integer,
    outgoing_period3 = outgoing_period3 + (in_period3 and new.direction = 'outgoing')::integer,
    incoming_period1 = incoming_period1 + (in_period1 and new.direction = 'incoming')::integer,
    incoming_period2 = incoming_period2 + (in_period2 and new.direction = 'incoming')::integer,
    incoming_period3 = incoming_period3 + (in_period3 and new.direction = 'incoming')::integer,
    marketing_period1 = marketing_period1 + (in_period1 and new.intention = 'Marketing')::integer,
    marketing_period2 = marketing_period2 + (in_period2 and new.intention = 'Marketing')::integer,
    marketing_period3 = marketing_period3 + (in_period3 and new.intention = 'Marketing')::integer,
    phone_period1 = phone_period1 + (in_period1 and new.type = 'phone')::integer,
    phone_period2 = phone_period2 + (in_period2 and new.type = 'phone')::integer,
    phone_period3 = phone_period3 + (in_period3 and new.type = 'phone')::integer,
    open_period1 = open_period1 + (in_period1 and new.done_at is null)::integer,
    open_period2 = open_period2 + (in_period2 and new.done_at is null)::integer,
    open_period3 = open_period3 + (in_period3 and new.done_at is null)::integer,
    appointment_period1 = appointment_period1 + (in_period1 and new.type = 'appointment')::integer,
    appointment_period3 = appointment_period3 + (in_period3 and new.type = 'appointment')::integer
  where company_id = new.company_id;
  return null;
end
$$;
create trigger count_twenty after insert on crm.activity for each row execute function peers.count_twenty();
