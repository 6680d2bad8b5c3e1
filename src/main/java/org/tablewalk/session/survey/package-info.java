/**
 * Many searches, one for each variant of a scenario: with other values of its parameters, or with one line of its listings weakened. What is found stands side by side.
 *
 * <p>What may not live here: how a search is made, how a line is changed, and how the answers are shown.
 */
package org.tablewalk.session.survey;
