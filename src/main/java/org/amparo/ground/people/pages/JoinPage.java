package org.amparo.ground.people.pages;

/**
 * @param signInFirst the address of the invitation already signs somebody in
 */
public record JoinPage(String organization, String name, String act, boolean signInFirst, String me) {}
