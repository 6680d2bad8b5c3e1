/**
 * The commands, what they share, and what they ask of every kind of subject ({@link org.tablewalk.app.command.Kind}).
 *
 * <p>What may not live here: what belongs to one kind of subject, windows, and pictures, which need the whole composition ({@code app}).
 */
package org.tablewalk.app.command;
