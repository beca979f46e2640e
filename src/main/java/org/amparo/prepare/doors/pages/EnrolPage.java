package org.amparo.prepare.doors.pages;

/** What the tablet shows before it is let in. */
public record EnrolPage(String token, String siteName, String label) {}
