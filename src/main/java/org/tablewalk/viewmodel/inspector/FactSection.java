package org.tablewalk.viewmodel.inspector;

import java.util.List;

/**
 * Facts under a heading.
 *
 * @param heading in words
 */
public record FactSection(String heading, List<Fact> facts) {}
