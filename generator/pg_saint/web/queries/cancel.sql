select saint.cancel(%(request)s);
