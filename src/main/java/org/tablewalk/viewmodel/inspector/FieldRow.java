package org.tablewalk.viewmodel.inspector;

/**
 * One field of the selected descriptor.
 *
 * @param bits       bit numbers, {@code 47:12}
 * @param name       the architecture's name
 * @param value      the value, binary up to four bits and hexadecimal above
 * @param meaning    one sentence
 * @param changed    this step changed it; in a role word, it differs from the parent's
 * @param suspicious reserved bits that are not zero
 * @param quiet      ignored or reserved: of little interest
 */
public record FieldRow(String bits, String name, String value, String meaning, boolean changed, boolean suspicious, boolean quiet) {}
