select g.*, g.id::text as key from {view} g order by {order} limit %(limit)s offset %(offset)s;
