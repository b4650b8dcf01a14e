-- Beside the companies of tests/interface one whose texts are meant to break out, and who looks at them.
insert into crm.company (company_id, name, code, owner_id, phone, email, color_code) values
    (3, '<script>alert(1)</script>', '"><b>', 1, '+47 1 <b>', '"><img src=x>@example.com', 'red;}');
insert into crm.sale (company_id, sale_date, amount, status) values (2, '2026-05-06', 300, 'sold');

create role web_reader login password 'reads' in role saint_reader;
create role web_seller login password 'sells' in role saint_reader, saint_revenue, saint_admin;
create role web_nobody login password 'nothing';
create role web_super login superuser password 'everything';
-- What stands behind a proxy: may become web_reader, and has no right of its own.
create role web_server login noinherit password 'serves' in role web_reader;
grant usage on schema crm to web_seller;
grant select, insert on crm.activity to web_seller;
