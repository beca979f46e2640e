package org.amparo.ground.people.pages;

import java.util.List;
import org.amparo.ground.web.Problem;

public record InvitePage(String name, String email, List<RoleChoice> roles, List<Problem> problems) {}
