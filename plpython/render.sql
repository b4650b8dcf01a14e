-- Nothing in here talks to the database: a text and its values go in, a text comes out.
create or replace function saint.render(
    template text, variables jsonb, html boolean default false, otherwise text default ''
) returns text
language plpython3u immutable parallel safe
set search_path = pg_catalog, pg_temp
as $python$
if "module" not in SD:
    module = {}
    exec(r'''
# include: text_template.py
'''.replace("\n\t", "\n"), module)
    SD["module"] = module
if template is None:
    return None
try:
    return SD["module"]["render"](template, SD["module"]["json"].loads(variables or "{}"), html, otherwise or "")
except ValueError as error:
    plpy.error(str(error), sqlstate="22023", hint="docs/texts.md says how a text is written.")
$python$;
