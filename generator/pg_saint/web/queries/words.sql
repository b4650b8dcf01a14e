select saint.to_text(%(criteria)s::jsonb, %(language)s) as words;
