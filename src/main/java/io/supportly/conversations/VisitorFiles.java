package io.supportly.conversations;

import io.supportly.kernel.problems.Problem;
import java.util.List;
import java.util.Set;

/// What a stranger on a website may send to agents: pictures, sound, films and documents, nothing that would run.
final class VisitorFiles {
    private static final List<String> KINDS = List.of("image/", "video/", "audio/");
    private static final Set<String> TYPES = Set.of(
            "text/csv",
            "text/plain",
            "application/rtf",
            "application/xml",
            "application/json",
            "application/pdf",
            "application/zip",
            "application/x-7z-compressed",
            "application/x-rar-compressed",
            "application/x-tar",
            "application/x-gtar",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/x-tika-msoffice",
            "application/x-tika-ooxml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.text",
            "application/x-pkcs12");

    private VisitorFiles() {}

    static void check(List<Attachments.Stored> files) {
        for (Attachments.Stored file : files) {
            String type = file.contentType();
            if (!TYPES.contains(type) && KINDS.stream().noneMatch(type::startsWith)) {
                throw Problem.invalid("attachments", "can't be of the type " + type);
            }
        }
    }
}
