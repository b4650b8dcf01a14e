-- A column that no definition maps.
\set activity random(1, :activities)
update crm.activity set subject = 'Read again' where activity_id = :activity;
