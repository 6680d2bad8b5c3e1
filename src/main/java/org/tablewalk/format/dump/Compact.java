package org.tablewalk.format.dump;

import java.util.Arrays;

/** Numbers as bytes, few for small ones: seven bits each, the lowest first, the top bit set on all but the last. */
final class Compact {
    private byte[] bytes;
    private int size;

    Compact(int expected) {
        bytes = new byte[expected];
    }

    void number(long value) {
        if (bytes.length - size < 10) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + 10);
        }
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }
}
