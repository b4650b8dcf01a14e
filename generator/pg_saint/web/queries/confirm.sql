select saint.confirm(%(request)s);
