/**
 * Sentences: one for every step, every move that could be made and every broken window, from one set of templates
 * ({@code narrate.properties}), and what the rules say ({@code rules.properties}). Status line, screen reader, captions and transcripts all say the same. Here stands what all narrators share; each
 * kind of subject has one in a package of its own.
 *
 * <p>What may not live here: judgement (that is {@code check}), layout, and text of the window's own controls.
 */
package org.tablewalk.narrate;
