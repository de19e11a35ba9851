package io.supportly.kernel.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.files.Thumbnails.Dimensions;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailsTest {
    private final Thumbnails thumbnails = new Thumbnails();

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void a_picture_becomes_250_pixels_wide(String format) throws IOException {
        byte[] picture = picture(1000, 600, format);

        var thumbnail = thumbnails.thumbnail(new ByteArrayInputStream(picture)).orElseThrow();

        assertThat(thumbnail.dimensions()).isEqualTo(new Dimensions(250, 150));
        var small = ImageIO.read(new ByteArrayInputStream(thumbnail.bytes()));
        assertThat(small.getWidth()).isEqualTo(250);
        var middle = new Color(small.getRGB(125, 75));
        assertThat(middle.getRed()).isGreaterThan(240);
        assertThat(middle.getBlue()).isLessThan(15);
        assertThat(thumbnails.dimensions(new ByteArrayInputStream(picture))).contains(new Dimensions(1000, 600));
    }

    @Test
    void a_transparent_picture_stays_transparent() throws IOException {
        var clear = new BufferedImage(500, 500, BufferedImage.TYPE_INT_ARGB);

        var thumbnail = thumbnails
                .thumbnail(new ByteArrayInputStream(bytes(clear, "png")))
                .orElseThrow();

        assertThat(thumbnail.mediaType()).isEqualTo("image/png");
        var small = ImageIO.read(new ByteArrayInputStream(thumbnail.bytes()));
        assertThat(small.getRGB(1, 1) >>> 24).isZero();
    }

    /// Red is the left half as stored; where it goes when the picture is turned upright.
    @ParameterizedTest
    @CsvSource({
        "1, 10, 75",
        "2, 240, 75",
        "3, 240, 75",
        "4, 10, 75",
        "5, 125, 10",
        "6, 125, 10",
        "7, 125, 390",
        "8, 125, 390"
    })
    void a_photograph_is_turned_upright(int exif, int redX, int redY) throws IOException {
        var photograph = new BufferedImage(1000, 600, BufferedImage.TYPE_INT_RGB);
        var graphics = photograph.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 500, 600);
        graphics.dispose();
        byte[] held = held(bytes(photograph, "jpeg"), exif);

        var thumbnail = thumbnails.thumbnail(new ByteArrayInputStream(held)).orElseThrow();

        var upright = exif < 5 ? new Dimensions(1000, 600) : new Dimensions(600, 1000);
        assertThat(thumbnails.dimensions(new ByteArrayInputStream(held))).contains(upright);
        var small = ImageIO.read(new ByteArrayInputStream(thumbnail.bytes()));
        assertThat(small.getHeight()).isEqualTo(exif < 5 ? 150 : 417);
        assertThat(new Color(small.getRGB(redX, redY)).getRed()).isGreaterThan(240);
        assertThat(new Color(small.getRGB(exif < 5 ? 249 - redX : redX, exif < 5 ? redY : small.getHeight() - 1 - redY))
                        .getRed())
                .isLessThan(15);
    }

    @Test
    void a_small_picture_is_not_blown_up_and_a_long_one_is_bounded() throws IOException {
        assertThat(size(picture(40, 30, "png"))).isEqualTo(new Dimensions(40, 30));
        assertThat(size(picture(10, 5000, "png"))).isEqualTo(new Dimensions(2, 1000));
        assertThat(size(picture(5000, 1, "png"))).isEqualTo(new Dimensions(250, 1));
    }

    @Test
    void a_picture_of_too_many_pixels_is_measured_but_not_decoded() throws IOException {
        byte[] bomb = claiming(picture(10, 10, "png"), 30_000, 30_000);

        assertThat(thumbnails.dimensions(new ByteArrayInputStream(bomb))).contains(new Dimensions(30_000, 30_000));
        assertThat(thumbnails.thumbnail(new ByteArrayInputStream(bomb))).isEmpty();
    }

    @Test
    void what_is_no_picture_or_a_broken_one_has_no_thumbnail() throws IOException {
        byte[] whole = picture(800, 800, "jpeg");

        assertThat(thumbnails.thumbnail(new ByteArrayInputStream("<svg/>".getBytes(ISO_8859_1))))
                .isEmpty();
        assertThat(thumbnails.thumbnail(new ByteArrayInputStream(new byte[0]))).isEmpty();
        assertThat(thumbnails.thumbnail(new ByteArrayInputStream(Arrays.copyOf(whole, 30))))
                .isEmpty();
        assertThat(thumbnails.dimensions(new ByteArrayInputStream(Arrays.copyOf(whole, 3))))
                .isEmpty();
    }

    private Dimensions size(byte[] picture) {
        return thumbnails
                .thumbnail(new ByteArrayInputStream(picture))
                .orElseThrow()
                .dimensions();
    }

    private static byte[] picture(int width, int height, String format) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return bytes(picture, format);
    }

    private static byte[] bytes(BufferedImage picture, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    /// The same JPEG with the way the camera was held in its EXIF header.
    private static byte[] held(byte[] jpeg, int exif) {
        return ByteBuffer.allocate(jpeg.length + 36)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) 34)
                .put("Exif\0\0MM\0*\0\0\0\10".getBytes(ISO_8859_1))
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) exif)
                .putShort((short) 0)
                .putInt(0)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /// The same PNG with another size in its header, whose checksum is right.
    private static byte[] claiming(byte[] png, int width, int height) {
        var buffer = ByteBuffer.wrap(png);
        buffer.putInt(16, width).putInt(20, height);
        var checksum = new CRC32();
        checksum.update(png, 12, 17);
        buffer.putInt(29, (int) checksum.getValue());
        return png;
    }
}
