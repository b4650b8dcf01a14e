select sum(total), count(days), count(*) filter (where days is not null or total > 0) from saint.attention_everybody
