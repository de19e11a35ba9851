-- Synthetic support data in schema gen, by scale; needs words.sql before it.
-- The scale comes from three settings of the session, so that psql and JDBC can both run this:
--   psql -c "set scale.contacts = 1000000" -c "set scale.conversations = 200000" -c "set scale.messages = 2000000" -f words.sql -f generate.sql -f ideal.sql
set synchronous_commit = off;
create unlogged table gen.phrases as
  select p as n, string_agg(w.w, ' ') as t
  from generate_series(0, 19999) p
  cross join generate_series(1, 6) k
  join gen.words w on w.n = (hashint4(p * 7 + k) & 2147483647) % 8000
  group by p;
create index phrases_n on gen.phrases (n);
analyze gen.phrases;
create unlogged table gen.contacts as
  select i as id, initcap(f.w) as first_name, initcap(l.w) as last_name,
    lower(f.w || '.' || l.w || i || '@' || d.w || '.example') as email,
    '+1' || lpad(((hashint4(i) & 2147483647) % 10000000000)::text, 10, '0') as phone,
    now() - ((hashint4(i + 5) & 2147483647) % 31536000) * interval '1 second' as last_activity_at
  from generate_series(1, current_setting('scale.contacts')::int) i
  join gen.words f on f.n = (hashint4(i * 11) & 2147483647) % 600
  join gen.words l on l.n = 600 + (hashint4(i * 13) & 2147483647) % 6000
  join gen.words d on d.n = 7000 + (hashint4(i * 17) & 2147483647) % 900;
-- 10% open, 85% resolved, 3% pending, 2% snoozed; 20 inboxes, 100 agents, 40% of the open ones unassigned
create unlogged table gen.conversations as
  select i as id, 1 + (hashint4(i * 19) & 2147483647) % current_setting('scale.contacts')::int as contact_id,
    1 + (hashint4(i * 23) & 2147483647) % 20 as inbox_id,
    case when r < 10 then 0 when r < 95 then 1 when r < 98 then 2 else 3 end as status,
    case
      when r < 10 and (hashint4(i * 29) & 2147483647) % 10 < 4 then null
      when r < 95 and r >= 10 and (hashint4(i * 29) & 2147483647) % 10 < 1 then null
      else 1 + (hashint4(i * 31) & 2147483647) % 100
    end as assignee_id,
    1 + (hashint4(i * 37) & 2147483647) % 10 as team_id,
    case
      when r < 10 then now() - ((hashint4(i * 41) & 2147483647) % 2592000) * interval '1 second'
      else now() - interval '1 day' - ((hashint4(i * 43) & 2147483647) % 31536000) * interval '1 second'
    end as last_activity_at,
    (hashint4(i * 47) & 2147483647) % 4 as label_count, gen_random_uuid() as uuid
  from (
    select i, (hashint4(i * 53) & 2147483647) % 100 as r
    from generate_series(1, current_setting('scale.conversations')::int) i
  ) x;
-- the fifth of each conversation is an activity; the others alternate between incoming and outgoing
create unlogged table gen.messages as
  select row_number() over () as id, c.id as conversation_id, c.contact_id, coalesce(c.assignee_id, 1) as agent_id,
    case when k = 5 then 2 when k % 2 = 1 then 0 else 1 end as type,
    c.last_activity_at - (s.per_conversation - k) * interval '7 minutes' as created_at,
    p1.t || ' ' || p2.t || ' ' || p3.t as content
  from gen.conversations c
  cross join (
    select greatest(1, current_setting('scale.messages')::int / current_setting('scale.conversations')::int) as per_conversation
  ) s
  cross join generate_series(1, s.per_conversation) k
  join gen.phrases p1 on p1.n = (hashint4(c.id * 101 + k) & 2147483647) % 20000
  join gen.phrases p2 on p2.n = (hashint4(c.id * 103 + k) & 2147483647) % 20000
  join gen.phrases p3 on p3.n = (hashint4(c.id * 107 + k) & 2147483647) % 20000;
create unlogged table gen.labels as
  select distinct c.id as conversation_id, 1 + (hashint4(c.id * 61 + k) & 2147483647) % 40 as label_id
  from gen.conversations c
  cross join generate_series(1, 3) k
  where k <= c.label_count;
analyze gen.contacts;
analyze gen.conversations;
analyze gen.messages;
analyze gen.labels;
