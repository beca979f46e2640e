package org.amparo.ground.people.pages;

import java.util.List;
import java.util.UUID;

public record MemberPage(UUID id, String name, List<RoleChoice> roles) {}
