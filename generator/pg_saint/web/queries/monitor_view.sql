select saint.attention_view(%(calculation)s, %(word)s) as view;
