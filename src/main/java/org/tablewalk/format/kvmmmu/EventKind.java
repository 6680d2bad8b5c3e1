package org.tablewalk.format.kvmmmu;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The events of the group, each with the form of its text. In a form, {@code {FIELD:x}} is a hexadecimal number, {@code #} one with 0x, {@code d} a
 * decimal, {@code i} one with a sign, {@code p} a pointer, {@code f} an error code as names of its bits, {@code e} the same repeated after its number,
 * {@code r} permissions, {@code s} the text of a shadow page and {@code c} new or existing.
 */
public enum EventKind {
    /** A shadow page was made or found. */
    GET_PAGE("kvm_mmu_get_page", "{ROLE:s} {CREATED:c}"),
    /** A shadow page was compared with its guest table. */
    SYNC_PAGE("kvm_mmu_sync_page", "{ROLE:s}"),
    /** A shadow page may from now on differ from its guest table. */
    UNSYNC_PAGE("kvm_mmu_unsync_page", "{ROLE:s}"),
    /** A shadow page is about to be zapped. */
    ZAP_PAGE("kvm_mmu_prepare_zap_page", "{ROLE:s}"),
    /** A shadow entry was set to a leaf. */
    SET_SPTE("kvm_mmu_set_spte", "gfn {GFN:x} spte {SPTE:x} ({PERMISSIONS:r}) level {LEVEL:d} at {SPTEP:x}"),
    /** A fault was tried without the lock. */
    FAST_PAGE_FAULT("fast_page_fault", "vcpu {VCPU:d} gva {FAULT_ADDRESS:x} error_code {ERROR_CODE:f} sptep {SPTEP:p} old {OLD_SPTE:#}"
            + " new {NEW_SPTE:x} spurious {SPURIOUS:d} fixed {FIXED:d}"),
    /** A walk of the guest's tables begins. */
    PAGETABLE_WALK("kvm_mmu_pagetable_walk", "addr {ADDR:x} pferr {PFERR:x} {PFERR:e}"),
    /** The walk read an entry. */
    PAGING_ELEMENT("kvm_mmu_paging_element", "pte {PTE:x} level {LEVEL:d}"),
    /** The walk set accessed in a guest entry. */
    SET_ACCESSED("kvm_mmu_set_accessed_bit", "gpa {GPA:x}"),
    /** The walk set dirty in a guest entry. */
    SET_DIRTY("kvm_mmu_set_dirty_bit", "gpa {GPA:x}"),
    /** The walk ended in a fault of the guest's own. */
    WALKER_ERROR("kvm_mmu_walker_error", "pferr {PFERR:x} {PFERR:e}"),
    /** All shadow pages became obsolete at once. */
    ZAP_ALL_FAST("kvm_mmu_zap_all_fast", "kvm-mmu-valid-gen {GENERATION:d} used_pages {USED_PAGES:x}"),
    /** An entry of the TDP MMU changed. */
    TDP_SPTE_CHANGED("kvm_tdp_mmu_spte_changed", "as id {ADDRESS_SPACE:d} gfn {GFN:x} level {LEVEL:d} old_spte {OLD_SPTE:x} new_spte {NEW_SPTE:x}"),
    /** A huge page was split ahead of time. */
    SPLIT_HUGE_PAGE("kvm_mmu_split_huge_page", "gfn {GFN:x} spte {SPTE:x} level {LEVEL:d} errno {ERROR:i}"),
    /** A fault decided on frame and level. */
    SPTE_REQUESTED("kvm_mmu_spte_requested", "gfn {GFN:x} pfn {PFN:x} level {LEVEL:d}"),
    /** An entry was marked as device memory. */
    MARK_MMIO_SPTE("mark_mmio_spte", "sptep:{SPTEP:p} gfn {GFN:x} access {ACCESS:x} gen {MMIO_GENERATION:x}"),
    /** A fault on device memory. */
    HANDLE_MMIO_PAGE_FAULT("handle_mmio_page_fault", "addr:{ADDR:x} gfn {GFN:x} access {ACCESS:x}"),
    /** An entry marked as device memory was checked. */
    CHECK_MMIO_SPTE("check_mmio_spte", "spte {SPTE:x} kvm_gen {KVM_GENERATION:x} spte-gen {SPTE_GENERATION:x} valid {VALID:d}");

    /**
     * A part of a form.
     *
     * @param literal text that stands there, or null for a value
     * @param field   the value
     * @param style   how it is written
     */
    record Part(String literal, Field field, char style) {
        private static final Pattern VALUE = Pattern.compile("\\{(\\w+):(.)}");
    }

    private final String event;
    private final List<Part> form;
    private final List<Field> fields;

    EventKind(String event, String form) {
        this.event = event;
        List<Part> parts = new ArrayList<>();
        List<Field> values = new ArrayList<>();
        Matcher m = Part.VALUE.matcher(form);
        int end = 0;
        while (m.find()) {
            if (m.start() > end) {
                parts.add(new Part(form.substring(end, m.start()), null, ' '));
            }
            end = m.end();
            Field field = Field.valueOf(m.group(1));
            char style = m.group(2).charAt(0);
            parts.add(new Part(null, field, style));
            if (style == 's') {
                values.addAll(List.of(Field.GENERATION, Field.GFN, Field.ROLE, Field.ROLE_KNOWN, Field.ROOT_COUNT, Field.UNSYNC));
            } else if (style != 'e') {
                values.add(field);
            }
        }
        if (end < form.length()) {
            parts.add(new Part(form.substring(end), null, ' '));
        }
        this.form = List.copyOf(parts);
        fields = List.copyOf(values);
    }

    /** The event's name as the kernel has it. */
    public String event() {
        return event;
    }

    /** The values it carries, in order. */
    public List<Field> fields() {
        return fields;
    }

    List<Part> form() {
        return form;
    }

    /** Whether it is about a shadow page that its text describes. */
    public boolean ofPage() {
        return form.getFirst().style() == 's';
    }
}
