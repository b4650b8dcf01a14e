select i.content, i.media_type from saint.image i where i.image = %(key)s;
