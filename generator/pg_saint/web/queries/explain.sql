select e.criterion, e.value, e.met, e.changes_on from saint.explain(%(status)s, %(id)s) e;
