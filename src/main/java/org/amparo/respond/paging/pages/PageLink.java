package org.amparo.respond.paging.pages;

/**
 * Somebody is asked for; nothing more is said here.
 *
 * @param has whether they have accepted already, and are asked whether they are still on it
 */
public record PageLink(String token, boolean has) {}
