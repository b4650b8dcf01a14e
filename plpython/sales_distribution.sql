create or replace function saint.sales_distribution(moments bigint, revenue numeric)
returns table (band integer, color text, area text, lowest_quarters integer, highest_quarters integer, reason text)
language plpython3u immutable parallel safe rows 6
set search_path = pg_catalog, pg_temp
as $python$
if "module" not in SD:
    module = {}
    exec(r'''
# include: sales_bands.py
'''.replace("\n\t", "\n"), module)
    SD["module"] = module
reason = SD["module"]["no_distribution"](moments or 0, SD["module"]["Decimal"](revenue or 0))
return [(*band, reason) for band in SD["module"]["all_sales_bands"]()]
$python$;
