/**
 * x86 paging as pure functions on words: control registers and the mode they select, guest entries, shadow entries, the role words of
 * every debated design.
 *
 * <p>What may not live here: state, and anything about how KVM uses the words.
 */
package org.tablewalk.arch.x86;
