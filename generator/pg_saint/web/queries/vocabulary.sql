-- What criteria of an entity can be made of, but for operators.
select v.kind, v.name, v.type, v.seen from saint.vocabulary(%(entity)s) v where v.kind <> 'operator';
