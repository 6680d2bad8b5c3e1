/**
 * What the parsers of all file formats share: how text is taken in, and how a problem in a file is told.
 *
 * <p>One package below this one per format. What may not live here: anything that runs, draws or judges what was read.
 */
package org.tablewalk.format;
