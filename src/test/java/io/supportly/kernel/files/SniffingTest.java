package io.supportly.kernel.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SniffingTest {
    private static final String PNG = "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR";
    private static final String ZIP = "PK\u0003\u0004\u0014\0\0\0\0\0";

    @Test
    void pictures_are_known_by_their_content() {
        assertThat(type(PNG, null)).isEqualTo("image/png");
        assertThat(type(PNG, "invoice.pdf")).isEqualTo("image/png");
        assertThat(type("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0", "photo")).isEqualTo("image/jpeg");
        assertThat(type("GIF89a\1\0\1\0", null)).isEqualTo("image/gif");
        assertThat(type("RIFF\u0024\0\0\0WEBPVP8 ", null)).isEqualTo("image/webp");
    }

    @Test
    void pages_and_drawings_are_never_pictures_whatever_their_name() {
        assertThat(shown("<!DOCTYPE html><html><script>alert(1)</script></html>", "cat.png"))
                .isEqualTo(FileType.FILE);
        assertThat(shown("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", "cat.png"))
                .isEqualTo(FileType.FILE);
        assertThat(shown("<?xml version=\"1.0\"?><a/>", "cat.jpg")).isEqualTo(FileType.FILE);
        assertThat(shown("just some words", "cat.jpeg")).isEqualTo(FileType.FILE);
        assertThat(shown("\0\1\2\3\4", "cat.webp")).isEqualTo(FileType.FILE);
        assertThat(shown("", "cat.gif")).isEqualTo(FileType.FILE);
        assertThat(type("<html><body>hi</body></html>", "cat.png")).isEqualTo("text/html");
    }

    @Test
    void the_name_makes_the_content_more_exact() {
        assertThat(type(ZIP, "letter.docx"))
                .isEqualTo("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        assertThat(type(ZIP, "letter.pdf")).isEqualTo("application/zip");
        assertThat(type("name,city\nAda,London\n", "people.csv")).isEqualTo("text/csv");
        assertThat(type("%PDF-1.7\n", null)).isEqualTo("application/pdf");
    }

    @Test
    void recordings_get_a_player() {
        assertThat(shown("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom", "clip.mp4")).isEqualTo(FileType.VIDEO);
        assertThat(shown("\0\0\0\u0018ftypisom\0\0\2\0isomiso2", "clip.mp4")).isEqualTo(FileType.VIDEO);
        assertThat(shown("\0\0\0\u0014ftypqt  \0\0\0\0qt  ", "clip.mov")).isEqualTo(FileType.VIDEO);
        assertThat(shown("\u001aE\u00df\u00a3\u009fB\u0086\u0081\1B\u0082\u0084webm", "clip.webm"))
                .isEqualTo(FileType.VIDEO);
        assertThat(shown("ID3\u0003\0\0\0\0\0\0", "voice.mp3")).isEqualTo(FileType.AUDIO);
        assertThat(shown("RIFF\u0024\0\0\0WAVEfmt ", "voice.wav")).isEqualTo(FileType.AUDIO);
        assertThat(shown("\0\0\0\u0018ftypM4A \0\0\0\0M4A mp42", "voice.m4a")).isEqualTo(FileType.AUDIO);
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image",
        "image/svg+xml, file",
        "image/tiff, file",
        "video/mp4, video",
        "video/x-msvideo, file",
        "audio/ogg, audio",
        "AUDIO/MPEG, audio",
        "application/pdf, file",
        "image/png; a=b, image"
    })
    void the_media_type_says_how_a_file_is_shown(String mediaType, String word) {
        assertThat(FileType.of(mediaType).word()).isEqualTo(word);
    }

    private static FileType shown(String content, String name) {
        return FileType.of(type(content, name));
    }

    private static String type(String content, @Nullable String name) {
        return Sniffing.mediaType(new ByteArrayInputStream(content.getBytes(ISO_8859_1)), name);
    }
}
