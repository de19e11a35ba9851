package io.supportly.demo;

import org.springframework.jdbc.core.simple.JdbcClient;

/// The vocabulary: 8,000 words made of syllables and 20,000 phrases of six words. A word is a pure function of its
/// number; the benchmark makes the same ones to ask for them.
final class BulkWords {
    private final JdbcClient sql;

    BulkWords(JdbcClient sql) {
        this.sql = sql;
    }

    void make() {
        run("""
                create function pg_temp.pick(seed bigint, among bigint) returns int language sql immutable as $$
                  select ((hashint4(seed::int) & 2147483647) % among)::int
                $$
                """);
        run("""
                create temporary table bulk_syllables as
                select row_number() over () - 1 as n, c || v || k as s
                from unnest(string_to_array('b,c,d,f,g,h,l,m,n,p,r,s,t,v,br,st,tr,pl', ',')) c,
                  unnest(string_to_array('a,e,i,o,u,ai,ea,ou', ',')) v,
                  unnest(string_to_array(',n,r,s,t,l', ',')) k
                """);
        run("""
                create temporary table bulk_words as
                select i as n,
                  (select s from bulk_syllables where n = pg_temp.pick(i * 3 + 1, 864))
                  || case when i % 3 <> 0
                    then (select s from bulk_syllables where n = pg_temp.pick(i * 3 + 2, 864)) else '' end
                  || case when i % 4 = 0
                    then (select s from bulk_syllables where n = pg_temp.pick(i * 3 + 3, 864)) else '' end as w
                from generate_series(0, 7999) i
                """);
        run("create index on bulk_words (n)");
        run("analyze bulk_words");
        run("""
                create temporary table bulk_phrases as
                select p as n, string_agg(w.w, ' ') as t
                from generate_series(0, 19999) p
                cross join generate_series(1, 6) k
                join bulk_words w on w.n = pg_temp.pick(p * 7 + k, 8000)
                group by p
                """);
        run("create index on bulk_phrases (n)");
        run("analyze bulk_phrases");
    }

    private void run(String statement) {
        sql.sql(statement).update();
    }
}
