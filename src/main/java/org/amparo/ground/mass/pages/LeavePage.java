package org.amparo.ground.mass.pages;

/** All that the page of a leave link knows: the link itself. */
public record LeavePage(String token, boolean done) {}
