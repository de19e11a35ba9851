package io.supportly.kernel.files;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/// Small renditions of pictures, 250 pixels wide. A picture is measured by its header before a pixel is decoded,
/// and decoded no larger than needed, so that a few bytes can't unfold into gigabytes.
public final class Thumbnails {
    private static final int WIDTH = 250;
    private static final int HEIGHT = 1000;
    private static final long MOST_PIXELS = 50_000_000;
    private static final int AT_ONCE = 2;

    private final Semaphore decoders = new Semaphore(AT_ONCE);

    /// The width and height of a picture in pixels, as it is seen upright.
    public record Dimensions(int width, int height) {
        boolean bearable() {
            return width > 0 && height > 0 && (long) width * height <= MOST_PIXELS;
        }
    }

    /// A rendition: PNG where the picture is transparent, JPEG otherwise.
    public record Thumbnail(byte[] bytes, String mediaType, Dimensions dimensions) {}

    /// Empty where the stream is no picture that can be read.
    public Optional<Dimensions> dimensions(InputStream in) {
        return read(in, Thumbnails::measure);
    }

    /// Empty where the stream is no picture that can be read, or one of more than 50 megapixels.
    public Optional<Thumbnail> thumbnail(InputStream in) {
        decoders.acquireUninterruptibly();
        try {
            return read(in, (reader, orientation) -> {
                Dimensions size = measure(reader, orientation);
                return size.bearable() ? render(decode(reader, size), size, orientation) : null;
            });
        } finally {
            decoders.release();
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        @Nullable
        T from(ImageReader reader, Orientation orientation) throws IOException;
    }

    /// The readers of the JDK answer broken pictures with exceptions of many kinds; all mean: no picture.
    private static <T> Optional<T> read(InputStream in, Reading<T> reading) {
        try (ImageInputStream image = new MemoryCacheImageInputStream(in)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(image);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                Orientation orientation = Orientation.of(image);
                reader.setInput(image, true, true);
                return Optional.ofNullable(reading.from(reader, orientation));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Dimensions measure(ImageReader reader, Orientation orientation) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        return orientation.lying() ? new Dimensions(height, width) : new Dimensions(width, height);
    }

    /// Skips pixels while decoding, down to about twice the size of the rendition.
    private static BufferedImage decode(ImageReader reader, Dimensions size) throws IOException {
        int step = Math.max(1, Math.max(size.width() / (2 * WIDTH), size.height() / (2 * HEIGHT)));
        var parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, parameters);
    }

    private static Thumbnail render(BufferedImage picture, Dimensions original, Orientation orientation)
            throws IOException {
        double scale = Math.min(1, Math.min((double) WIDTH / original.width(), (double) HEIGHT / original.height()));
        int width = Math.max(1, (int) Math.round(original.width() * scale));
        int height = Math.max(1, (int) Math.round(original.height() * scale));
        boolean transparent = picture.getColorModel().hasAlpha();
        var small = new BufferedImage(
                width, height, transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        int storedWidth = orientation.lying() ? height : width;
        int storedHeight = orientation.lying() ? width : height;
        graphics.transform(orientation.upright(storedWidth, storedHeight));
        graphics.drawImage(picture, 0, 0, storedWidth, storedHeight, null);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        String format = transparent ? "png" : "jpeg";
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(small, format, out);
        }
        return new Thumbnail(bytes.toByteArray(), "image/" + format, new Dimensions(width, height));
    }
}
