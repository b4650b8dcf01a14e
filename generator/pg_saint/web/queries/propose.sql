select saint.propose(%(definition)s, %(comment)s) as request;
