select saint.to_text(%(criteria)s::text, %(language)s) as words;
