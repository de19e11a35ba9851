package io.supportly.automation;

import io.supportly.accounts.Account;
import io.supportly.accounts.Accounts;
import io.supportly.accounts.Members;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Role;
import io.supportly.kernel.mail.Letter;
import io.supportly.kernel.mail.Mails;
import io.supportly.kernel.problems.Problem;
import io.supportly.teams.Teams;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Mails the members of teams about a conversation.
@Component
final class TeamMailing {
    private static final String KIND = "rule";
    private static final int MOST_AN_HOUR = 1_000;

    private final Teams teams;
    private final Members members;
    private final Accounts accounts;
    private final Mails mails;
    private final Clock clock;

    TeamMailing(Teams teams, Members members, Accounts accounts, Mails mails, Clock clock) {
        this.teams = teams;
        this.members = members;
        this.accounts = accounts;
        this.mails = mails;
        this.clock = clock;
    }

    static List<String> teams(JsonNode mail) {
        JsonNode ids = mail.path("team_ids");
        return ids.isArray()
                ? ids.values().stream().map(id -> id.asString("")).toList()
                : ids.isValueNode() && !ids.isNull() ? List.of(ids.asString("")) : List.of();
    }

    static String message(JsonNode mail) {
        return mail.path("message").asString("");
    }

    /// In the caller's transaction. The limit keeps a rule that runs wild from filling everybody's mailbox.
    void mail(AccountId account, long conversation, JsonNode mail) {
        Set<String> recipients = new LinkedHashSet<>();
        teams(mail).stream()
                .flatMap(team -> teams.find(account, Long.parseLong(team)).stream())
                .flatMap(team -> members.only(account, team.members()).stream())
                .forEach(agent -> recipients.add(agent.email()));
        Account ours = accounts.get(account);
        Letter letter = ours.letter()
                .subject("team_mail.subject", conversation, ours.name())
                .text(message(mail));
        recipients.forEach(recipient -> mails.send(account, KIND, recipient, letter));
        Duration hour = Duration.ofHours(1);
        if (mails.countSince(account, KIND, clock.instant().minus(hour)) > MOST_AN_HOUR) {
            throw Problem.tooMany(hour);
        }
    }

    /// To all administrators, when a rule was switched off.
    void tellAdministrators(Rule rule, String why) {
        Account ours = accounts.get(rule.account());
        Letter letter = ours.letter()
                .subject("rule_switched_off.subject", rule.name())
                .says("rule_switched_off.why", rule.name(), rule.id(), ours.name(), why)
                .says("rule_switched_off.mend");
        members.of(rule.account()).stream()
                .filter(agent -> agent.role() == Role.ADMINISTRATOR)
                .forEach(agent -> mails.send(rule.account(), "rule_switched_off", agent.email(), letter));
    }
}
