package org.tablewalk.narrate.stage2;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.check.stage2.Observers;
import org.tablewalk.check.stage2.Place;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;

/** What a store to a descriptor does, in words. */
final class StoreSentence {
    private final Templates templates;
    private final Words words;
    private final Stage2Words arm;

    StoreSentence(Templates templates, Words words, Stage2Words arm) {
        this.templates = templates;
        this.words = words;
        this.arm = arm;
    }

    /** The store of {@code value} over {@code old}, seen from the state after it. */
    String of(ArmState after, long address, long old, long value) {
        Place place = Place.find(after, address);
        if (place == null) {
            return templates.fill("store.unlinked", Words.address(address), Words.address(value));
        }
        int level = place.level();
        String where = arm.where(after, place);
        boolean was = translates(old, level);
        boolean is = translates(value, level);
        if (was && !is) {
            long users = Observers.users(Observers.of(after, place));
            return users == 0 ? templates.fill("store.break.nobody", where)
                    : templates.fill("store.break", where, words.cpus(users));
        }
        if (!is) {
            return templates.fill((value & Descriptor.LOCKED) != 0 ? "store.locked" : "store.invalid", where, Words.address(value));
        }
        if (was && Permissions.differOnlyInPermissions(old, value) && Descriptor.leaf(value, level)) {
            return old == value ? templates.fill("store.same", where)
                    : templates.fill("store.rights", where, Stage2Words.rights(old), Stage2Words.rights(value));
        }
        String now = described(after, value, level);
        if (was && (old ^ value) == Descriptor.NT && Descriptor.block(value, level)) {
            return templates.fill(Descriptor.nT(value, level) ? "store.nt.set" : "store.nt.clear", where);
        }
        if (!was) {
            return templates.fill("store.make", where, now);
        }
        String before = described(after, old, level);
        long users = Observers.users(Observers.of(after, place));
        return users == 0 ? templates.fill("store.change.nobody", where, before, now)
                : templates.fill("store.change", where, before, now, words.cpus(users));
    }

    /** As words say it, nT is a property of a block, whatever the hardware makes of it. */
    private static boolean translates(long descriptor, int level) {
        return Descriptor.table(descriptor, level) || Descriptor.leaf(descriptor, level);
    }

    /** A descriptor in words: a table, or a page or block with rights and address. */
    String described(ArmState state, long descriptor, int level) {
        Granule granule = state.map().config().geometry().granule();
        boolean lpa2 = state.map().config().geometry().lpa2();
        if (Descriptor.table(descriptor, level)) {
            return templates.fill("descriptor.table", Words.address(Descriptor.nextTable(descriptor, granule, lpa2)));
        }
        if (!Descriptor.leaf(descriptor, level)) {
            return templates.fill(Descriptor.valid(descriptor) ? "descriptor.reserved" : "descriptor.invalid");
        }
        String key = level == 3 ? "descriptor.page" : Descriptor.nT(descriptor, level) ? "descriptor.block.nt" : "descriptor.block";
        return templates.fill(key, Stage2Words.rights(descriptor), Words.address(Descriptor.outputAddress(descriptor, level, granule, lpa2)));
    }
}
