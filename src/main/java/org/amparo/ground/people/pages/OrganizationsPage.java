package org.amparo.ground.people.pages;

import java.util.List;
import java.util.UUID;

public record OrganizationsPage(List<Choice> organizations) {
    public record Choice(UUID id, String name, boolean present) {}
}
