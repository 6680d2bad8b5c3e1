/**
 * The inspector: what is said about one thing ({@link org.tablewalk.viewmodel.inspector.Sheet}), and its state in the window.
 *
 * <p>What may not live here: which things there are and what there is to say about them; the forms ({@code tree}, {@code twotrees}) and kinds say that.
 */
package org.tablewalk.viewmodel.inspector;
