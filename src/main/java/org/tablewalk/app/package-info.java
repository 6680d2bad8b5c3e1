/**
 * The launcher, the composition of the program and its command line.
 *
 * <p>Here objects are made and handed to each other, and here alone text goes to the standard streams. No rule of any
 * machine, no parsing of files and no drawing may live here; only the launcher knows the toolkit.
 */
package org.tablewalk.app;
