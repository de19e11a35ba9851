package io.supportly.widget;

import io.supportly.conversations.Customers;
import io.supportly.conversations.Submitting;
import io.supportly.conversations.Visiting;
import io.supportly.kernel.problems.Problem;
import io.supportly.labels.AttributeRules;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes a visitor's answer to a message that asks. An e-mail address is also what he says of himself.
@Component
final class Filling {
    private static final String ASKS_EMAIL = "input_email";

    private final Visiting visiting;
    private final Identifying identifying;
    private final TransactionTemplate transactions;

    Filling(Visiting visiting, Identifying identifying, TransactionTemplate transactions) {
        this.visiting = visiting;
        this.identifying = identifying;
        this.transactions = transactions;
    }

    /// The visitor afterwards, if something about himself was asked.
    Optional<Customers.Customer> fill(Customers.Customer visitor, long id, Submitting.Answers answers) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            long talk = visiting.last(visitor).orElseThrow(Problem::notFound).number();
            String asked = visiting.fill(visitor, talk, id, answers).contentType();
            if (!asked.equals(ASKS_EMAIL)) {
                return Optional.<Customers.Customer>empty();
            }
            Person said = Person.withEmail(Objects.requireNonNull(answers.submittedEmail()));
            return Optional.of(identifying.identify(visitor, said.checked(AttributeRules.NONE), false));
        }));
    }
}
