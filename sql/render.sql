-- Nothing in here talks to the database: a text and its values go in, a text comes out.
-- As plpython/text_template.py does it, whose words these are, for servers without PL/Python.
create function saint.render(
    template text, variables jsonb, html boolean default false, otherwise text default ''
) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- What Python's strip() takes for space.
    blank constant text := '\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000';
    space constant text := format('[%s]', blank);
    -- The longest that fits is taken: a character alone only where nothing else does.
    pattern constant text := '<<|\[\[|\]\]|[][()]'
        '|<(?:days (?:since|until) )?[A-Za-z_][^\u0001-\u002d/:-@\u005b-\u005e`{-\u007f]*[?#]?(?:\|[^<>]*)?>'
        '|[.!?\u2026]+(?:' || space || '+|$)'
        '|[^][<().!?\u2026]+|.';
    tokens text[] := array(
        select t.match[1]
        from regexp_matches(template collate "C", '(' || pattern || ')', 'g') with ordinality as t (match, place)
        order by t.place
    );
    token text collate "C";
    -- Brackets that another one closes, and those that do.
    paired boolean[] := array_fill(false, array[cardinality(tokens)]);
    -- The places of brackets that are open; the last one is innermost.
    opened integer[] := '{}';
    -- Of the sentence and of each bracket that is open in it: what is written, whether a value is missing, and
    -- whether what came last was left out.
    written text[] := array[''];
    missing boolean[] := array[false];
    left_out boolean[] := array[false];
    depth integer := 1;
    inside text;
    name text;
    words text;
    rendered text := '';
begin
    if template is null then
        return null;
    end if;

    for place in 1 .. cardinality(tokens) loop
        token := tokens[place];
        if token = '<' and tokens[place + 1] ~ '^[A-Za-z_]' then
            raise exception '< without > in "%"', left(array_to_string(tokens[place:], ''), 20)
                using errcode = '22023', hint = 'docs/texts.md says how a text is written.';
        elsif token in ('(', '[') then
            opened := opened || place;
        elsif token = ']' then
            -- A parenthesis that is never closed is a character like others.
            while tokens[opened[cardinality(opened)]] = '(' loop
                opened := trim_array(opened, 1);
            end loop;
        end if;
        if token in (')', ']') then
            if tokens[opened[cardinality(opened)]] = translate(token, ')]', '([') then
                paired[place] := true;
                paired[opened[cardinality(opened)]] := true;
                opened := trim_array(opened, 1);
            elsif token = ']' then
                raise exception '] without ['
                    using errcode = '22023', hint = 'docs/texts.md says how a text is written.';
            end if;
        end if;
    end loop;
    if exists (select from unnest(opened) as o (place) where tokens[o.place] = '[') then
        raise exception '[ without ]' using errcode = '22023', hint = 'docs/texts.md says how a text is written.';
    end if;

    -- One step more: an empty text ends what there is.
    for place in 1 .. cardinality(tokens) + 1 loop
        token := coalesce(tokens[place], '');
        if token ~ '^<[^<]+>$' then
            inside := substr(token, 2, length(token) - 2);
            name := split_part(inside, '|', 1);
            words := case when strpos(inside, '|') > 0 then substr(inside, strpos(inside, '|') + 1) end;
            -- Nothing but spaces is no value.
            if (variables ->> name) collate "C" ~ format('[^%s]', blank) then
                words := variables ->> name;
            end if;
            if words is null then
                missing[depth] := true;
            else
                written[depth] := written[depth] || words;
                left_out[depth] := false;
            end if;
        elsif paired[place] and token in ('(', '[') then
            depth := depth + 1;
            written[depth] := '';
            missing[depth] := false;
            left_out[depth] := false;
        elsif paired[place] then
            inside := written[depth];
            depth := depth - 1;
            left_out[depth] := missing[depth + 1];
            if not missing[depth + 1] then
                written[depth] := written[depth] || case when token = ')' then format('(%s)', inside) else inside end;
            end if;
        else
            token := case when token in ('<<', '[[', ']]') then left(token, 1) else token end;
            -- "by phone (<cpho>) or" has two spaces where the group was.
            if left_out[depth] and token ~ '^([ .,;:!?\u2026)]|$)' then
                written[depth] := regexp_replace(written[depth], ' $', '');
                if written[depth] = '' then
                    token := regexp_replace(token, '^' || space || '+', '');
                end if;
            end if;
            written[depth] := written[depth] || token;
            left_out[depth] := false;
            -- A sentence of which a value is missing goes.
            if place > cardinality(tokens)
                or depth = 1 and token ~ '^[.!?\u2026]' and (place = cardinality(tokens) or tokens[place] ~ (space || '$'))
            then
                rendered := rendered || case when missing[1] then '' else written[1] end;
                written[1] := '';
                missing[1] := false;
            end if;
        end if;
    end loop;

    rendered := regexp_replace(rendered collate "C", format('^%s+|%s+$', space, space), '', 'g');
    rendered := coalesce(nullif(rendered, ''), otherwise, '');
    if html then
        rendered := replace(replace(replace(rendered, '&', '&amp;'), '<', '&lt;'), '>', '&gt;');
        rendered := replace(replace(rendered, '"', '&quot;'), '''', '&#x27;');
    end if;
    return rendered;
end
$$;
comment on function saint.render(text, jsonb, boolean, text) is
    'Internal: a text with its variables filled in; `otherwise` where nothing of it is left; html: safe to put into '
    'a page';
