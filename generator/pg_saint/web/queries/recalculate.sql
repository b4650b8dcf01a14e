select saint.recalculate(%(monitor)s);
