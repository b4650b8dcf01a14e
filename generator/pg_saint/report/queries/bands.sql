select b.band, b.color, b.relations, b.lowest, b.highest, b.hex from {view} b order by b.band;
