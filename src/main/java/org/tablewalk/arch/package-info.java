/**
 * What every architecture's words have in common: that they are made of named bit fields.
 *
 * <p>What may not live here: anything that only one architecture has.
 */
package org.tablewalk.arch;
