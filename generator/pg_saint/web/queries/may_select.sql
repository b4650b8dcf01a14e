select has_function_privilege('saint.selection_add(text, text)', 'execute') as may;
