create or replace function saint.sales_bands(totals bigint[], revenues numeric[], moments bigint, revenue numeric)
returns integer[]
language plpython3u immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $python$
if "module" not in SD:
    module = {}
    exec(r'''
# include: sales_bands.py
'''.replace("\n\t", "\n"), module)
    SD["module"] = module
return SD["module"]["sales_bands"](totals, revenues, moments, revenue)
$python$;
