-- What 0.1.0 compiled has no colours.
select b.band, b.color, b.relations, b.lowest, b.highest, coalesce(to_jsonb(b) ->> 'hex', 'gray') as hex
from {view} b order by b.band;
