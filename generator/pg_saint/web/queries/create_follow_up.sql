select saint.create_follow_up(
    %(status)s, %(id)s, language => %(language)s, title => %(title)s, in_days => %(in_days)s, again => %(again)s
) as key;
