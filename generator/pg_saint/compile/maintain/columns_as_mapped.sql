saint.columns_as_mapped({{ table }},
    array[{{ names }}],
    array[{{ types }}],
    array[{{ kept }}]::text[])
