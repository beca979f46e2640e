package org.amparo.prepare.sites;

import org.springframework.data.relational.core.mapping.Table;

/** A published number of the site and what answers there, such as "Front desk". Never a person's own number. */
@Table(schema = "prepare", name = "site_contact")
public record SiteContact(String role, String phone) {

    public SiteContact {
        if (role.isBlank() || phone.isBlank()) throw new IllegalArgumentException("a contact has a role and a phone");
    }
}
