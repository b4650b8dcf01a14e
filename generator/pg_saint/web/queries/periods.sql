select v.name, v.type as length from saint.vocabulary(%(entity)s) v where v.kind = 'period';
