package org.amparo.ground.people.pages;

/** Shown once: the link is kept nowhere. */
public record InvitedPage(String name, String link, boolean sent) {}
