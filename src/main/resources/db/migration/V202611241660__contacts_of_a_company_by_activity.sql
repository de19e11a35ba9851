-- A company's conversations begin with those of its contacts who wrote last.
create index contacts_of_company_active on contacts (account_id, company_id, last_activity_at desc nulls last, id desc)
  where company_id is not null;
