select name, duration, relations, moments from saint.attention
