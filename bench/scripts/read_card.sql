-- The card of one company.
\set company random(1, :companies)
select id, statuses, status, name, rank, since, visual, image_key from saint.company_card where id = :company;
