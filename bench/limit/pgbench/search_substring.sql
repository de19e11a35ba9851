-- contacts whose name, e-mail or phone holds a word
\set k random(0, 7999)
select w as q from gen.words where n = :k \gset
select id, name, email, phone, last_activity_at from ideal.contact where account_id = 1 and search like '%' || :q || '%' limit 16;
