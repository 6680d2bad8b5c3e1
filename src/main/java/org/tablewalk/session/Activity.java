package org.tablewalk.session;

/** What the engine is doing: nothing; stepping at the chosen speed; running flat out or searching for the next milestone. */
public enum Activity { IDLE, PLAYING, RUNNING }
