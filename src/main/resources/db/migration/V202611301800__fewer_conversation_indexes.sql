-- Each message moves its conversation in every index. Nobody looks for a uuid yet, and random ones need nothing to keep
-- them apart; what has no team is in no team's list.
drop index conversations_uuid;
drop index conversations_team;
create index conversations_team on conversations (account_id, team_id, status, last_activity_at desc, id desc)
  where team_id is not null;
