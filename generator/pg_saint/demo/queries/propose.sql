select saint.propose('{"selections": {"oslo_unvisited": {
  "on": "company",
  "when": ["category = ''Customer''", "city = ''Oslo''",
           "not exists(activity) filter (where type = ''appointment'' and this(quarter))"],
  "columns": ["name", "phone"]}}}', confirmed => true)
