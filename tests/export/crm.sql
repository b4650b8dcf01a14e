create schema crm;
create table crm.company (
    company_id integer primary key, name text, founded date, revenue numeric, score double precision, vip boolean,
    seen_at timestamptz, number bigint, token uuid
);
insert into crm.company values
    (1, '=HYPERLINK("http://x","y")', '2001-02-03', 1234.50, 0.5, true, '2026-05-31 23:30Z', 12, null),
    (2, '+31 6 2860 2458', 'infinity', 'NaN', 'Infinity', false, 'infinity', 9007199254740993, null),
    (3, '-1+2', '1850-01-01', 12345678901234567890.12, null, null, '1850-01-01 12:00Z', null,
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
    (4, '@SUM(A1)', null, null, null, null, null, null, null),
    (5, E'Zoë, "Polder"\nDairy \u0001', '2020-02-29', 100, 1e300, false, '2026-01-01 12:00Z', -5, null),
    (6, null, null, 0, null, null, null, null, null);
