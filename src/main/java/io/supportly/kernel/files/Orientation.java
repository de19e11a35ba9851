package io.supportly.kernel.files;

import java.awt.geom.AffineTransform;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/// How the camera was held, as EXIF counts it: 1 is upright, 5 to 8 lie on their side. Telephones store every
/// photograph lying and leave it to the reader to turn it.
record Orientation(int exif) {
    private static final Orientation UPRIGHT = new Orientation(1);
    private static final int START_OF_IMAGE = 0xffd8;
    private static final int START_OF_SCAN = 0xffda;
    private static final int APPLICATION_1 = 0xffe1;
    private static final int EXIF = 0x45786966;
    private static final int LITTLE_ENDIAN = 0x4949;
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int MOST_SEGMENTS = 50;

    /// Reads the headers of a JPEG and leaves the stream where it was; anything else is upright.
    static Orientation of(ImageInputStream image) throws IOException {
        image.mark();
        try {
            image.setByteOrder(ByteOrder.BIG_ENDIAN);
            return image.readUnsignedShort() == START_OF_IMAGE ? inSegments(image) : UPRIGHT;
        } catch (EOFException e) {
            return UPRIGHT;
        } finally {
            image.setByteOrder(ByteOrder.BIG_ENDIAN);
            image.reset();
        }
    }

    boolean lying() {
        return exif >= 5;
    }

    /// Turns a picture of this width and height, as stored, upright.
    AffineTransform upright(int width, int height) {
        return switch (exif) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    private static Orientation inSegments(ImageInputStream image) throws IOException {
        for (int segment = 0; segment < MOST_SEGMENTS; segment++) {
            int marker = image.readUnsignedShort();
            int length = image.readUnsignedShort();
            if (marker < 0xff00 || marker == START_OF_SCAN || length < 2) {
                return UPRIGHT;
            }
            long next = image.getStreamPosition() + length - 2;
            if (marker == APPLICATION_1 && length > 16 && image.readInt() == EXIF) {
                image.readUnsignedShort();
                return inDirectory(image);
            }
            image.seek(next);
        }
        return UPRIGHT;
    }

    private static Orientation inDirectory(ImageInputStream image) throws IOException {
        long start = image.getStreamPosition();
        if (image.readUnsignedShort() == LITTLE_ENDIAN) {
            image.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        }
        image.readUnsignedShort();
        long directory = image.readUnsignedInt();
        if (directory > 0xffff) {
            return UPRIGHT;
        }
        image.seek(start + directory);
        for (int entries = image.readUnsignedShort(); entries > 0; entries--) {
            int tag = image.readUnsignedShort();
            image.readUnsignedShort();
            image.readInt();
            int value = image.readUnsignedShort();
            image.readUnsignedShort();
            if (tag == ORIENTATION_TAG) {
                return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
