-- A status that asks for an aggregate which no row holds yet.
select saint.propose(
  jsonb_build_object('statuses', jsonb_build_object(%(name)s::text, jsonb_build_object(
    'on', 'company',
    'when', array[
      'category = ''Customer''',
      format('not exists(activity) filter (where type = ''appointment'' and past(%%s))', %(days)s::integer)]))),
  confirmed => %(confirmed)s);
