/**
 * What the parsers of all file formats share: how text is taken in, how a problem in a file is told, and an opened trace.
 *
 * <p>One package below this one per format. What may not live here: anything that runs, draws or judges what was read.
 */
package org.tablewalk.format;
