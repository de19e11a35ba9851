-- The vocabulary of the synthetic data: 8,000 words made of syllables, 20,000 phrases of six words.
-- The words are a pure function of their number, so any loader can make the same ones.
-- Names come from them: first names are words 0..599, last names 600..6599, e-mail domains 7000..7899.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists intarray;
drop schema if exists gen cascade;
create schema gen;
create table gen.syllables as
  select row_number() over () - 1 as n, c || v || k as s
  from unnest(string_to_array('b,c,d,f,g,h,l,m,n,p,r,s,t,v,br,st,tr,pl', ',')) c,
    unnest(string_to_array('a,e,i,o,u,ai,ea,ou', ',')) v,
    unnest(string_to_array(',n,r,s,t,l', ',')) k;
create table gen.words as
  select i as n,
    (select s from gen.syllables where n = (hashint4(i * 3 + 1) & 2147483647) % 864)
    || case when i % 3 <> 0 then (select s from gen.syllables where n = (hashint4(i * 3 + 2) & 2147483647) % 864) else '' end
    || case when i % 4 = 0 then (select s from gen.syllables where n = (hashint4(i * 3 + 3) & 2147483647) % 864) else '' end as w
  from generate_series(0, 7999) i;
create index words_n on gen.words (n);
analyze gen.words;
