package io.supportly.conversations;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Files that rules and macros send again and again. Each is a copy of what was uploaded, and each message gets a copy
/// of that: a message's file goes with it.
@Component
public final class KeptFiles {
    private final Uploads uploads;
    private final Attachments attachments;
    private final Conversations conversations;
    private final Sending sending;

    KeptFiles(Uploads uploads, Attachments attachments, Conversations conversations, Sending sending) {
        this.uploads = uploads;
        this.attachments = attachments;
        this.conversations = conversations;
        this.sending = sending;
    }

    /// @param url opens without a token
    public record Kept(long id, String fileName, String fileType, String url) {}

    /// Whether that names a file of the account that has come.
    public boolean isUploaded(AccountId account, String signedId) {
        return find(account, signedId).isPresent();
    }

    private Optional<Uploads.Blob> find(AccountId account, String signedId) {
        return uploads.find(signedId).filter(blob -> blob.account().equals(account) && blob.fileKey() != null);
    }

    /// Keeps a copy of what was uploaded, in the caller's transaction; answers its id.
    public long keep(Caller caller, String signedId) {
        return copy(caller, find(caller.account(), signedId).orElseThrow(Problem::notFound));
    }

    public long keepAgain(Caller caller, long id) {
        return copy(
                caller,
                uploads.of(caller.account(), List.of(id)).stream().findFirst().orElseThrow(Problem::notFound));
    }

    private long copy(Caller caller, Uploads.Blob blob) {
        Attachments.Stored stored = attachments.copied(blob);
        try {
            var draft = new UploadDrafts.Announced(stored.fileName(), stored.size(), null, stored.contentType());
            return uploads.keep(caller, draft, stored.fileKey()).id();
        } catch (RuntimeException e) {
            attachments.discard(List.of(stored));
            throw e;
        }
    }

    public List<Kept> of(AccountId account, Collection<Long> ids) {
        return uploads.of(account, ids).stream()
                .map(blob -> new Kept(
                        blob.id(), blob.fileName(), attachments.typeOf(blob).word(), attachments.lastingLink(blob)))
                .toList();
    }

    public void drop(AccountId account, Collection<Long> ids) {
        uploads.remove(account, ids);
    }

    /// Sends a copy to the contact.
    public void send(Caller caller, long number, long id, Map<String, Object> attributes) {
        Conversation conversation = conversations.get(caller, number).conversation();
        Uploads.Blob blob = uploads.of(caller.account(), List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.invalid(null, "the file is gone"));
        sending.sendFile(caller, conversation, attachments.copied(blob), attributes);
    }
}
