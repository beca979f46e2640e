package org.amparo.ground.sealing;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where a sealed value lives. It is bound into the seal: an envelope copied to another row, column, table or
 * organization does not open.
 *
 * @param table schema and name, for example {@code respond.encounter}
 */
public record Place(String table, String column, UUID row) {

    byte[] boundTo(UUID organization) {
        return (organization + "|" + table + "|" + column + "|" + row).getBytes(StandardCharsets.UTF_8);
    }
}
