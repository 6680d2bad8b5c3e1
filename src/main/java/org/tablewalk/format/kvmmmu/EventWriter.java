package org.tablewalk.format.kvmmmu;

import java.util.Locale;

/** Writes events as the kernel does. */
final class EventWriter {
    private EventWriter() {}

    /** What stands behind the event's name. */
    static String body(KvmmmuEvent event) {
        var body = new StringBuilder();
        for (EventKind.Part part : event.kind().form()) {
            if (part.literal() != null) {
                body.append(part.literal());
                continue;
            }
            long value = event.get(part.field());
            switch (part.style()) {
                case 'x' -> body.append(Long.toHexString(value));
                case '#' -> body.append(value == 0 ? "0" : "0x" + Long.toHexString(value));
                case 'p' -> body.append(String.format(Locale.ROOT, "%016x", value));
                case 'f', 'e' -> body.append(ErrorCode.text(value));
                case 'r' -> body.append(permissions(value));
                case 's' -> body.append(PageText.write(event));
                case 'c' -> body.append(value == 1 ? "new" : "existing");
                default -> body.append(value);
            }
        }
        return body.toString().stripTrailing();
    }

    private static String permissions(long bits) {
        String user = (bits & 16) != 0 ? "" : (bits & 8) != 0 ? "u" : "-";
        return ((bits & 1) != 0 ? "r" : "-") + ((bits & 2) != 0 ? "w" : "-") + ((bits & 4) != 0 ? "x" : "-") + user;
    }
}
