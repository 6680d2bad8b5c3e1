package org.tablewalk.format.kvmmmu;

import java.util.ArrayList;
import java.util.List;

/** A page fault's error code as names of its bits, in the manner of the kernel's traces: {@code P|W|U}, what has no name as a number, nothing for 0. */
final class ErrorCode {
    private static final List<String> NAMES = List.of("P", "W", "U", "RSVD", "F");

    private ErrorCode() {}

    static String text(long code) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            if ((code >>> i & 1) != 0) {
                words.add(NAMES.get(i));
            }
        }
        long rest = code >>> NAMES.size() << NAMES.size();
        if (rest != 0) {
            words.add("0x" + Long.toHexString(rest));
        }
        return String.join("|", words);
    }

    /** The code of a text, or -1 if it is none. */
    static long parse(String text) {
        long code = 0;
        for (String word : text.split("\\|", -1)) {
            int bit = NAMES.indexOf(word);
            if (bit >= 0) {
                code |= 1L << bit;
            } else if (word.matches("0x[0-9a-f]{1,15}")) {
                code |= Long.parseLong(word.substring(2), 16);
            } else {
                return -1;
            }
        }
        return code;
    }
}
