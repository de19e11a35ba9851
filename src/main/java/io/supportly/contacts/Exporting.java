package io.supportly.contacts;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.files.Cells;
import io.supportly.kernel.files.FileStore;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.mail.Letter;
import io.supportly.kernel.mail.Mails;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes contacts into a file, some at a time, and tells who asked for it where it is.
///
/// Mails are jobs too, and jobs are made before what schedules them; hence the provider.
@Component
final class Exporting {
    private static final int BATCH = 1_000;

    private final ContactExports exports;
    private final FileStore files;
    private final TransferLinks links;
    private final Accounts accounts;
    private final Members members;
    private final ObjectProvider<Mails> mails;
    private final JsonMapper json;
    private final TransactionTemplate transactions;

    Exporting(
            ContactExports exports,
            FileStore files,
            TransferLinks links,
            Accounts accounts,
            Members members,
            ObjectProvider<Mails> mails,
            JsonMapper json,
            TransactionTemplate transactions) {
        this.exports = exports;
        this.files = files;
        this.links = links;
        this.accounts = accounts;
        this.members = members;
        this.mails = mails;
        this.json = json;
        this.transactions = transactions;
    }

    boolean run(AccountId account, long id) {
        Optional<ContactExport> found = exports.find(account, id).filter(each -> !each.isOver());
        if (found.isEmpty()) {
            return true;
        }
        ContactExport running = found.get();
        var rows = new Rows(running);
        var stored = (FileStore.Intake.Stored) files.put(Cells.file(rows), Long.MAX_VALUE);
        if (rows.interrupted) {
            files.delete(stored.key());
            return false;
        }
        finish(running, stored.key(), rows.total);
        return true;
    }

    private void finish(ContactExport running, String key, int total) {
        transactions.executeWithoutResult(_ -> {
            exports.finish(running, key, total);
            exports.forgetOld(running.account());
            members.find(running.account(), running.userId()).map(Agent::email).ifPresent(email -> {
                ContactExport over =
                        exports.find(running.account(), running.id()).orElseThrow();
                String link = String.valueOf(links.of(over.fileKey(), over.finishedAt(), "contacts.csv"));
                Letter letter = accounts.get(running.account())
                        .letter()
                        .subject("export.subject")
                        .says("export.counts", total, TransferLinks.LIFE.toDays())
                        .link("export.link", link);
                mails.getObject().send(running.account(), "contact_export", email, letter);
            });
        });
    }

    private final class Rows implements Iterator<byte[]> {
        private final ContactExport running;
        private byte @Nullable [] next;
        private long after;
        private int total;
        private boolean interrupted;

        Rows(ContactExport running) {
            this.running = running;
            next = Cells.bytes(List.of(running.columns()));
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public byte[] next() {
            byte[] piece = next;
            if (piece == null) {
                throw new NoSuchElementException();
            }
            interrupted = interrupted || Thread.currentThread().isInterrupted();
            List<Contact> contacts =
                    interrupted ? List.of() : exports.next(running.account(), running.label(), after, BATCH);
            after = contacts.isEmpty() ? after : contacts.getLast().id();
            total += contacts.size();
            next = contacts.isEmpty()
                    ? null
                    : Cells.bytes(contacts.stream().map(this::row).toList());
            return piece;
        }

        private List<String> row(Contact contact) {
            JsonNode additional = json.readTree(contact.additionalAttributes().json());
            JsonNode custom = json.readTree(contact.customAttributes().json());
            return running.columns().stream()
                    .map(column -> cell(contact, column, additional, custom))
                    .toList();
        }
    }

    private static String cell(Contact contact, String column, JsonNode additional, JsonNode custom) {
        return switch (column) {
            case "id" -> Long.toString(contact.id());
            case "name" -> contact.name();
            case "email" -> text(contact.email());
            case "phone_number" -> text(contact.phoneNumber());
            case "identifier" -> text(contact.identifier());
            case "blocked" -> Boolean.toString(contact.blocked());
            case "avatar_url" -> contact.avatarUrl();
            case "labels" -> String.join(",", contact.labels());
            case "created_at" -> Times.iso(contact.createdAt());
            case "updated_at" -> Times.iso(contact.updatedAt());
            case "last_activity_at" -> time(contact.lastActivityAt());
            default -> custom.has(column) ? text(custom.get(column)) : text(additional.get(column));
        };
    }

    private static String time(@Nullable Instant time) {
        return text(Times.isoOrNull(time));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
