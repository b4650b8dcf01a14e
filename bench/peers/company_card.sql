-- The cards as a plain table, which nobody keeps up to date.
drop table if exists peers.company_card;
create table peers.company_card as
select k.id, k.statuses, k.status, k.name, k.rank, k.since, k.visual, k.media_type, k.image_key from saint.company_card k;
alter table peers.company_card add primary key (id);
