package io.supportly.widget;

import io.supportly.conversations.Visiting;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message within a body.
///
/// @param timestamp when, as the visitor's clock says
record Said(
        @Required(unless = "attachments") @Nullable String content,
        @Nullable Long replyTo,
        @Nullable String refererUrl,
        @Nullable String timestamp,
        @Nullable String echoId,
        List<Upload> attachments) {
    Visiting.Words words() {
        return new Visiting.Words(content, echoId, replyTo, attachments);
    }
}
