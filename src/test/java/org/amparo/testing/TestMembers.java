package org.amparo.testing;

import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.people.Members;
import org.amparo.ground.storage.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Members for tests that are not about how people join; nobody can sign in as them. */
@Component
public class TestMembers {
    private final Members members;
    private final JdbcClient jdbc;

    TestMembers(Members members, JdbcClient jdbc) {
        this.members = members;
        this.jdbc = jdbc;
    }

    public UUID add(UUID organization, String name, Role... roles) {
        var person = UUID.randomUUID();
        jdbc.sql("insert into ground.person (id, language) values (:id, 'en')")
                .param("id", person)
                .update();
        Tenancy.as(organization, () -> members.add(person, name, person + "@example.org", Set.of(roles)));
        return person;
    }
}
