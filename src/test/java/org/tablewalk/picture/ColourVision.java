package org.tablewalk.picture;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/**
 * Colours as somebody sees them who lacks the receptors for green: the matrix for deuteranopia of Machado, Oliveira and Fernandes, A
 * Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE TVCG 15 (2009), severity 1, on linear light.
 */
public final class ColourVision {
    private static final double[][] DEUTERANOPIA = {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}};

    private ColourVision() {}

    /** A colour 0xRRGGBB as it is seen. */
    public static int deuteranopia(int rgb) {
        double[] linear = {linear(rgb >> 16 & 0xff), linear(rgb >> 8 & 0xff), linear(rgb & 0xff)};
        int seen = 0;
        for (double[] row : DEUTERANOPIA) {
            double sum = row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2];
            seen = seen << 8 | channel(Math.clamp(sum, 0, 1));
        }
        return seen;
    }

    /** CIE L*, 0 for black to 100 for white. */
    public static double lightness(int rgb) {
        double y = 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
        return y > 216.0 / 24_389 ? 116 * Math.cbrt(y) - 16 : y * 24_389 / 27;
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static int channel(double linear) {
        return (int) Math.round(255 * (linear <= 0.0031308 ? linear * 12.92 : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055));
    }

    /** Makes of a picture what such a person sees. Arguments: a PNG, and the PNG to write. */
    public static void main(String[] arguments) throws IOException {
        BufferedImage image = ImageIO.read(new File(arguments[0]));
        var seen = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                seen.setRGB(x, y, deuteranopia(image.getRGB(x, y) & 0xffffff));
            }
        }
        ImageIO.write(seen, "png", new File(arguments[1]));
    }
}
