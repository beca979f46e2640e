package org.amparo.ground.people.pages;

import java.util.List;
import java.util.UUID;

public record PeoplePage(List<Row> members, List<Waiting> invitations, boolean mayChange) {
    public record Row(UUID id, String name, String roles) {}

    public record Waiting(UUID id, String name, String roles, String until) {}
}
