package org.amparo.ground.people.pages;

public record RoleChoice(String value, String name, String hint, boolean given) {}
