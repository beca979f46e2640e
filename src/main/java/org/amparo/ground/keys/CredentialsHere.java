package org.amparo.ground.keys;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.amparo.ground.jobs.Timekeeper;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/**
 * The table of passkeys as Spring Security's check wants to see it. A new one is not stored from here: it becomes
 * somebody's only when the flow that asked for it ends well.
 */
final class CredentialsHere implements UserCredentialRepository {
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;

    CredentialsHere(JdbcClient jdbc, Timekeeper timekeeper) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
        return jdbc.sql("select * from ground.passkey where credential_id = :credential")
                .param("credential", credentialId.getBytes())
                .query(CredentialsHere::read)
                .optional()
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes user) {
        return jdbc.sql("select * from ground.passkey where person_id = :person order by made_at")
                .param("person", Passkeys.personOf(user))
                .query(CredentialsHere::read)
                .list();
    }

    /** After a use: the counter and the day. */
    @Override
    public void save(CredentialRecord used) {
        jdbc.sql("""
                update ground.passkey set signature_count = :count, backup_state = :backup, last_used = :today
                where credential_id = :credential""")
                .param("count", used.getSignatureCount())
                .param("backup", used.isBackupState())
                .param("today", LocalDate.ofInstant(timekeeper.now(), ZoneOffset.UTC))
                .param("credential", used.getCredentialId().getBytes())
                .update();
    }

    UUID add(UUID person, CredentialRecord made) {
        var id = UUID.randomUUID();
        var attestation = made.getAttestationObject();
        if (attestation == null) throw new IllegalArgumentException("A passkey without its attestation");
        jdbc.sql("""
                insert into ground.passkey (id, person_id, credential_id, public_key, signature_count, user_verified,
                    backup_eligible, backup_state, transports, attestation, label, made_at)
                values (:id, :person, :credential, :key, :count, :verified, :eligible, :backup, :transports, :attestation,
                    :label, :now)""")
                .param("id", id)
                .param("person", person)
                .param("credential", made.getCredentialId().getBytes())
                .param("key", made.getPublicKey().getBytes())
                .param("count", made.getSignatureCount())
                .param("verified", made.isUvInitialized())
                .param("eligible", made.isBackupEligible())
                .param("backup", made.isBackupState())
                .param(
                        "transports",
                        made.getTransports().stream()
                                .map(AuthenticatorTransport::getValue)
                                .toArray(String[]::new))
                .param("attestation", attestation.getBytes())
                .param("label", made.getLabel())
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    @Override
    public void delete(Bytes credentialId) {
        throw new UnsupportedOperationException("Passkeys are removed by their owner");
    }

    private static CredentialRecord read(ResultSet row, int n) throws SQLException {
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(new Bytes(row.getBytes("credential_id")))
                .userEntityUserId(Passkeys.idOf(row.getObject("person_id", UUID.class)))
                .publicKey(new ImmutablePublicKeyCose(row.getBytes("public_key")))
                .signatureCount(row.getLong("signature_count"))
                .uvInitialized(row.getBoolean("user_verified"))
                .backupEligible(row.getBoolean("backup_eligible"))
                .backupState(row.getBoolean("backup_state"))
                .transports(Arrays.stream(texts(row.getArray("transports")))
                        .map(AuthenticatorTransport::valueOf)
                        .collect(Collectors.toSet()))
                .attestationObject(new Bytes(row.getBytes("attestation")))
                .label(row.getString("label"))
                .build();
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }
}
