select r.* from saint.attention_relations(%(calculation)s, %(band)s) r;
