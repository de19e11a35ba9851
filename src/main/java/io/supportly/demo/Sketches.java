package io.supportly.demo;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.files.FileStore;
import io.supportly.kernel.files.Thumbnails;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Pictures that customers send, drawn here so that no photographs have to be kept. Without letters, as not every
/// machine has a font.
final class Sketches {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 640;
    private static final long MOST = 10_000_000;

    private final JdbcClient sql;
    private final FileStore files;
    private final Thumbnails thumbnails;

    Sketches(JdbcClient sql, FileStore files, Thumbnails thumbnails) {
        this.sql = sql;
        this.files = files;
        this.thumbnails = thumbnails;
    }

    void attach(AccountId account, long number, long message, String name) {
        byte[] png = png(name);
        byte[] small = thumbnails
                .thumbnail(new ByteArrayInputStream(png))
                .orElseThrow(() -> new IllegalStateException("a drawn picture is no picture"))
                .bytes();
        sql.sql("""
                        with m as (
                          update messages set attachment_count = 1
                          where account_id = :account and conversation_id = :number and id = :message
                          returning account_id, conversation_id, id, created_at
                        )
                        insert into attachments (account_id, conversation_id, message_id, file_type, file_key, file_name,
                          content_type, file_size, width, height, thumb_key, created_at)
                        select account_id, conversation_id, id, 'image', :key, :name, 'image/png', :size, :width,
                          :height, :thumb, created_at
                        from m
                        """)
                .param("account", account.value())
                .param("number", number)
                .param("message", message)
                .param("key", kept(png))
                .param("name", name + ".png")
                .param("size", png.length)
                .param("width", WIDTH)
                .param("height", HEIGHT)
                .param("thumb", kept(small))
                .update();
    }

    private String kept(byte[] bytes) {
        return switch (files.put(new ByteArrayInputStream(bytes), MOST)) {
            case FileStore.Intake.Stored stored -> stored.key();
            case FileStore.Intake.TooLarge(long most) ->
                throw new IllegalStateException("a drawn picture is larger than " + most + " bytes");
        };
    }

    private static byte[] png(String name) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        switch (name) {
            case "green-door" -> door(pen);
            case "green-line" -> scan(pen);
            default -> throw new IllegalArgumentException("nobody can draw " + name);
        }
        pen.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void door(Graphics2D pen) {
        fill(pen, new Color(178, 96, 74), 0, 0, WIDTH, HEIGHT);
        for (int row = 0; row < HEIGHT; row += 32) {
            fill(pen, new Color(205, 190, 180), 0, row, WIDTH, 3);
        }
        fill(pen, Color.WHITE, 120, 90, 240, 550);
        fill(pen, new Color(36, 122, 72), 135, 105, 210, 535);
        fill(pen, new Color(28, 98, 58), 160, 140, 160, 190);
        fill(pen, new Color(28, 98, 58), 160, 370, 160, 210);
        fill(pen, new Color(222, 184, 70), 316, 352, 16, 16);
    }

    private static void scan(Graphics2D pen) {
        fill(pen, new Color(250, 250, 246), 0, 0, WIDTH, HEIGHT);
        for (int row = 60; row < 580; row += 26) {
            fill(pen, new Color(90, 90, 96), 50, row, 300 + row * 7 % 80, 8);
        }
        fill(pen, new Color(40, 190, 90), 312, 0, 3, HEIGHT);
    }

    private static void fill(Graphics2D pen, Color color, int x, int y, int width, int height) {
        pen.setColor(color);
        pen.fillRect(x, y, width, height);
    }
}
