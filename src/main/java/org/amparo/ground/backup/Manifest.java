package org.amparo.ground.backup;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Properties;
import java.util.UUID;

/** What a backup says of itself. {@code schema} is the last migration that had run. */
record Manifest(UUID id, Instant madeAt, String schema) {

    String text() {
        var properties = new Properties();
        properties.setProperty("id", id.toString());
        properties.setProperty("madeAt", madeAt.toString());
        properties.setProperty("schema", schema);
        try (var out = new StringWriter()) {
            properties.store(out, null);
            return out.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Manifest read(String text) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text));
        try {
            return new Manifest(
                    UUID.fromString(properties.getProperty("id", "")),
                    Instant.parse(properties.getProperty("madeAt", "")),
                    properties.getProperty("schema", ""));
        } catch (RuntimeException e) {
            throw new IOException("The manifest cannot be read", e);
        }
    }
}
