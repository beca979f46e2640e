package org.amparo.ground.web.pages;

/** What happened, what was kept, what to do now. */
public record ErrorPage(int status, String title, String text) {}
