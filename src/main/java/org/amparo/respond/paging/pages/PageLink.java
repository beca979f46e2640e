package org.amparo.respond.paging.pages;

/** Somebody is asked for; nothing more is said here. */
public record PageLink(String token) {}
