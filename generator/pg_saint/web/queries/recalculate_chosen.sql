select saint.recalculate(
    %(monitor)s, users => %(users)s, period => %(period)s, selection => %(selection)s, since => %(since)s,
    until => %(until)s, user_group => %(user_group)s, of => %(of)s, method => %(method)s, revenue => %(revenue)s,
    for_user => saint.caller()
);
