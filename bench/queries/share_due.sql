-- Of the stored rows, how many change on or before today.
select count(*) filter (where c.next_change <= saint.today()), count(*) from saint_data.company c;
