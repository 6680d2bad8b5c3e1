package org.tablewalk.viewmodel;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;
import org.tablewalk.check.Observers;
import org.tablewalk.check.Place;
import org.tablewalk.check.Sighting;
import org.tablewalk.picture.TableFormat;
import org.tablewalk.trace.Write;

/** What there is to say about one descriptor at a moment. */
final class InspectorRows {
    /** With more CPUs than this, those that hold nothing are not listed. */
    private static final int ALL_CPUS = 8;

    private final Moment moment;
    private final Messages messages;

    InspectorRows(Moment moment, Messages messages) {
        this.moment = moment;
        this.messages = messages;
    }

    /** The fields of a word as rows; changed are those in which it differs from {@code before}. */
    List<FieldRow> fields(List<BitField> parts, long word, long before) {
        var rows = new ArrayList<FieldRow>();
        for (BitField f : parts) {
            boolean quiet = f.name().equals(BitField.IGNORED) || f.name().equals(BitField.RES0);
            long mask = f.width() == 64 ? -1 : (1L << f.width()) - 1 << f.low();
            boolean changed = ((word ^ before) & mask) != 0;
            if (quiet && f.value() == 0 && !changed) {
                // Nothing to say about zeros that mean nothing; the strip shows where they are.
                continue;
            }
            rows.add(new FieldRow(f.bits(), f.name(), value(f), f.meaning(), changed, f.suspicious(), quiet && !changed && !f.suspicious()));
        }
        return rows;
    }

    private static String value(BitField f) {
        if (f.width() <= 4) {
            String digits = Long.toBinaryString(f.value());
            return "0".repeat(f.width() - digits.length()) + digits;
        }
        return "0x" + Long.toHexString(f.value());
    }

    /** For each CPU, why it may still use what the descriptor said before. */
    List<FactRow> users(Place place) {
        List<Sighting> sightings = Observers.of(moment.state(), place);
        var rows = new ArrayList<FactRow>();
        for (int cpu = 0; cpu < moment.cpus(); cpu++) {
            int of = cpu;
            List<Sighting> his = sightings.stream().filter(s -> s.cpu() == of).toList();
            if (his.isEmpty() && moment.cpus() <= ALL_CPUS) {
                rows.add(new FactRow(messages.text("cpu", cpu), messages.text("user.none"), false, -1));
            } else if (!his.isEmpty()) {
                Sighting first = his.getFirst();
                String text = messages.text("user." + first.way(), Numbers.hex(first.ipa()));
                rows.add(new FactRow(messages.text("cpu", cpu), his.size() == 1 ? text : messages.text("user.more", text, his.size() - 1),
                        first.uses(), -1));
            }
        }
        return rows;
    }

    /** Who wrote it and when, the latest first; the one whose value it has now stands out. */
    List<FactRow> writes(long address, TableFormat format, int level) {
        var rows = new ArrayList<FactRow>();
        if (moment.frame().watched() != address) {
            return rows;
        }
        boolean current = true;
        for (Write write : moment.frame().writes().reversed()) {
            long step = write.position() + 1;
            boolean holds = current && step <= moment.frame().position();
            current &= !holds;
            rows.add(new FactRow(messages.text(moment.threads() ? "thread" : "cpu", write.cpu()), messages.text(holds ? "write.now" : "write.then",
                    Numbers.grouped(step), messages.text("kind." + format.kind(write.after(), level))), false, step));
        }
        return rows;
    }
}
