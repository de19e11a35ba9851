-- contacts whose name starts with a first name
\set k random(0, 599)
select w as q from gen.words where n = :k \gset
select id, name, email, phone, last_activity_at from ideal.contact where account_id = 1 and lower(name) like :q || '%' limit 16;
