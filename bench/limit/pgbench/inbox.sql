-- counts for the tabs and the 25 newest open conversations with contact, inbox, assignee, last message, unread
\set agent random(1, 100)
select coalesce(sum(n) filter (where assignee_id = :agent), 0) as mine, coalesce(sum(n) filter (where assignee_id = 0), 0) as unassigned, sum(n) as total
from ideal.counter_flat where account_id = 1 and status = 0;
select c.id, c.status, c.inbox_id, i.name as inbox, i.channel, c.assignee_id, a.name as agent, c.contact_id, k.name as contact, k.email, k.phone,
  c.last_message_at, c.last_message_type, c.last_message_preview, c.unread, c.waiting_since, c.labels, c.uuid
from ideal.conversation c
join ideal.contact k on k.account_id = c.account_id and k.id = c.contact_id
join ideal.inbox i on i.account_id = c.account_id and i.id = c.inbox_id
left join ideal.agent a on a.account_id = c.account_id and a.id = c.assignee_id
where c.account_id = 1 and c.status = 0
order by c.sort_at desc, c.id desc limit 25;
