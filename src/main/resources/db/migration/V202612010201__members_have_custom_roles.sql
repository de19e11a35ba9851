alter table members
  add column custom_role_id bigint,
  add constraint members_custom_role foreign key (account_id, custom_role_id) references custom_roles (account_id, id)
    on delete set null (custom_role_id),
  add constraint members_custom_role_is_for_agents check (custom_role_id is null or role = 'agent');
create index members_by_custom_role on members (account_id, custom_role_id) where custom_role_id is not null;
