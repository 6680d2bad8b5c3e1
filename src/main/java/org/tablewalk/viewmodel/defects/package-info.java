/**
 * What the window tells of the program's own defects, and what the user did last, which belongs to a report.
 *
 * <p>What may not live here: what is wrong with an input, which is no defect ({@code viewmodel.window}).
 */
package org.tablewalk.viewmodel.defects;
