select r.* from saint.attention_sales_relations(%(calculation)s, %(band)s) r;
