package org.amparo.prepare.calendar.pages;

/** A member's calendar address. @param made the day; empty when there is none @param fresh shown once, right after it was made */
public record CalendarPage(String made, String fresh) {}
