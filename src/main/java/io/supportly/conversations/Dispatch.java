package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.kernel.json.Attributes;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message on its way to the contact, with what a channel needs to carry it there.
///
/// @param conversation its uuid, which outsiders may know
/// @param sourceId the contact's name at the inbox
/// @param sender the name of who wrote it; null where nobody did
/// @param before what contact and account said before it, the last of it, in its order
public record Dispatch(
        UUID conversation,
        String sourceId,
        Attributes additionalAttributes,
        Contact contact,
        Message message,
        @Nullable String sender,
        List<File> files,
        List<Said> before) {

    /// A file of the message, in the store and at an address that opens for some months.
    public record File(String key, String name, String contentType, long size, String url) {}

    /// @param isAutoReply whether a program of the contact's wrote it
    public record Said(
            long message, boolean isIncoming, @Nullable String sourceId, boolean isAutoReply) {}
}
