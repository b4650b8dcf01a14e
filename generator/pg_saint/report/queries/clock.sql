select saint.today() as today, c.zone from saint.clock c;
