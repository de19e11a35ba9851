package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.contacts.Contact;
import io.supportly.contacts.Contacts;
import io.supportly.kernel.Caller;
import io.supportly.kernel.files.FileType;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Messages")
final class AttachmentsController {
    private static final int PAGE = 100;

    private final Conversations conversations;
    private final Contacts contacts;
    private final Visibility visibility;
    private final Attachments attachments;
    private final AttachmentLists lists;
    private final MessageViews views;

    AttachmentsController(
            Conversations conversations,
            Contacts contacts,
            Visibility visibility,
            Attachments attachments,
            AttachmentLists lists,
            MessageViews views) {
        this.conversations = conversations;
        this.contacts = contacts;
        this.visibility = visibility;
        this.attachments = attachments;
        this.lists = lists;
        this.views = views;
    }

    record Query(@Nullable Integer page) {}

    record Page(Meta meta, List<View> payload) {}

    record Meta(long totalCount) {}

    /// @param conversationId where the files are those of several conversations
    record View(
            long id,
            long messageId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long conversationId,

            String thumbUrl,
            String dataUrl,
            long fileSize,
            FileType fileType,
            @Nullable String extension,
            @Nullable Integer width,
            @Nullable Integer height,
            long createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object sender) {
        static View of(Attachment.View file, @Nullable Long conversation, long createdAt, @Nullable Object sender) {
            return new View(
                    file.id(),
                    file.messageId(),
                    conversation,
                    file.thumbUrl(),
                    file.dataUrl(),
                    file.fileSize(),
                    file.fileType(),
                    file.extension(),
                    file.width(),
                    file.height(),
                    createdAt,
                    sender);
        }
    }

    @GetMapping("/api/v1/accounts/{account}/conversations/{id}/attachments")
    @Allow(scope = "messages.read")
    @Operation(summary = "List a conversation's files", description = "The newest first, 100 a page.")
    Page list(Caller caller, @PathVariable long id, @FromQuery Query query) {
        Paging paging = Paging.of(query.page(), PAGE);
        var whole = conversations.get(caller, id);
        List<View> page = lists.page(whole.conversation(), paging).stream()
                .map(listed -> View.of(
                        attachments.view(listed.file()),
                        null,
                        Times.seconds(listed.message().createdAt()),
                        views.sender(listed.message(), whole.contact())))
                .toList();
        return new Page(new Meta(lists.count(whole.conversation())), page);
    }

    @GetMapping("/api/v1/accounts/{account}/contacts/{id}/attachments")
    @Allow(scope = "messages.read")
    @Operation(
            summary = "List a contact's files",
            description = "Those of the contact's conversations that you may see, the newest first, 100 a page.")
    Page ofContact(Caller caller, @PathVariable long id, @FromQuery Query query) {
        Paging paging = Paging.of(query.page(), PAGE);
        Contact contact = contacts.get(caller, id);
        Visibility.Sight sight = visibility.sight(caller);
        List<View> page = lists.page(contact, sight, paging).stream()
                .map(listed -> View.of(
                        attachments.view(listed.file()),
                        listed.message().conversation(),
                        Times.seconds(listed.message().createdAt()),
                        views.sender(listed.message(), contact)))
                .toList();
        return new Page(new Meta(lists.count(contact, sight)), page);
    }
}
