select has_function_privilege('saint.propose(jsonb, text, boolean)', 'execute') as may;
