-- an average by day, of any thirty days of the past year
\set days random(31, 360)
select day, total / n as average, n
from ideal.report_day_account
where account_id = 1 and name = 1
  and day between (now() - :days * interval '1 day')::date and (now() - :days * interval '1 day' + interval '30 days')::date
order by day;
