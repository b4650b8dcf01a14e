select l.language from saint.language l order by l.place limit 1;
