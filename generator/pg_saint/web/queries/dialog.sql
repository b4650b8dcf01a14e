select saint.status_dialog(%(entity)s, %(id)s, %(language)s, status => %(status)s) as dialog;
