/**
 * What every kind of run is judged by ({@link org.tablewalk.check.RunChecks}): counters, marks and broken windows, and how they are collected.
 *
 * <p>What may not live here: anything that changes a machine, sentences for people, pictures, and what is counted or marked in one kind of run alone.
 */
package org.tablewalk.check;
