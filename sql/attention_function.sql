create function saint.attention_function(entity text, word text) returns regproc
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
declare
    found regproc := pg_catalog.to_regproc(pg_catalog.format('saint_data.%I', entity || '_' || word));
begin
    if found is null then
        raise exception '% has no contact moments that could be asked for', pg_catalog.quote_nullable(entity)
            using errcode = 'undefined_object',
            hint = case word
                when 'happened' then 'Give the entity a field user (who is responsible), and the sources that link to it moment:.'
                else 'Give the sources that link to it moment:, then saint apply FILE.'
            end;
    end if;
    perform saint.compiled_function(entity || '_' || word);
    return found;
end
$$;
comment on function saint.attention_function(text, text) is
    'Internal: the compiled function of an entity that reads its contact moments; an error where there is none';
