/**
 * What a window's scene gives to reports on defects: what the user did last.
 *
 * <p>What may not live here: anything that changes what is shown.
 */
package org.tablewalk.view.defects;
