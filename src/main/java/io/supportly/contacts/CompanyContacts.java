package io.supportly.contacts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Paging;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Which contacts belong to a company.
@Component
public final class CompanyContacts {
    static final int BATCH = 500;

    private final Companies companies;
    private final Contacts contacts;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    CompanyContacts(Companies companies, Contacts contacts, JdbcClient sql, TransactionTemplate transactions) {
        this.companies = companies;
        this.contacts = contacts;
        this.sql = sql;
        this.transactions = transactions;
    }

    /// Refuses a company that is not the account's.
    public void check(Caller caller, long company) {
        companies.get(caller, company);
    }

    List<Contact> page(AccountId account, long company, Paging paging) {
        return sql.sql("select " + Contact.columns("k") + """
                         from contacts k
                        where k.account_id = :account and k.company_id = :company
                        order by k.company_id, k.id
                        limit :size offset :offset
                        """)
                .param("account", account.value())
                .param("company", company)
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> Contact.of(row, "k"))
                .list();
    }

    List<Note> notes(AccountId account, long company, int most) {
        return sql.sql("select " + Note.COLUMNS + """
                         from contact_notes n
                        where n.account_id = :account and n.company_id = :company
                        order by n.id desc
                        limit :most
                        """)
                .param("account", account.value())
                .param("company", company)
                .param("most", most)
                .query((row, _) -> Note.of(row))
                .list();
    }

    /// From whichever company he was of. The company's row is held, so that it is not deleted meanwhile.
    Contact link(Caller caller, long company, long contact) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            boolean there = sql.sql("select 1 from companies where account_id = :account and id = :id for key share")
                    .param("account", caller.account().value())
                    .param("id", company)
                    .query((row, _) -> row.getInt(1))
                    .optional()
                    .isPresent();
            if (!there) {
                throw Problem.notFound();
            }
            return contacts.change(caller, contact, "company_id = :company", Map.of("company", company));
        }));
    }

    Contact unlink(Caller caller, long company, long contact) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Long now = contacts.lock(caller, contact).companyId();
            if (now == null || now != company) {
                throw Problem.notFound();
            }
            return contacts.change(caller, contact, "company_id = null", Map.of());
        }));
    }

    /// Lets some contacts of a company that is gone go, silently; how many there were.
    int release(AccountId account, long company) {
        return sql.sql("""
                        update contacts set company_id = null
                        where account_id = :account and id = any(array(
                          select id from contacts
                          where account_id = :account and company_id = :company
                          order by id
                          limit :batch
                          for update
                        ))
                        """)
                .param("account", account.value())
                .param("company", company)
                .param("batch", BATCH)
                .update();
    }
}
