/**
 * A further kind of subject, all of it: a machine with two levels of tables and a TLB that may be stale. It shows what such a kind needs, and that it
 * needs nothing of the program but to be registered.
 *
 * <p>What may not live here: anything that a shipped kind uses.
 */
package org.tablewalk.toy;
