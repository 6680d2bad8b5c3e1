/**
 * What the program writes for other tools.
 *
 * <p>What may not live here: the program's own files ({@code format}), and how a moment is reached.
 */
package org.tablewalk.export;
