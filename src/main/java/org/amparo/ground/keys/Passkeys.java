package org.amparo.ground.keys;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.web.PublicAddress;
import org.amparo.ground.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys in a phone, a computer or a stick, opened by finger, face or PIN: user verification is required, always. A
 * challenge is kept in the database, lives five minutes and is answered once, by whichever process.
 */
@Component
public class Passkeys {
    private static final Logger log = LoggerFactory.getLogger(Passkeys.class);
    static final Duration CHALLENGE_LASTS = Duration.ofMinutes(5);
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    enum Purpose {
        MAKE,
        SIGN_IN,
        PROVE
    }

    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final PublicAddress publicAddress;
    private final Audit audit;
    private final TransactionTemplate alone;

    Passkeys(
            JdbcClient jdbc,
            Timekeeper timekeeper,
            PublicAddress publicAddress,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.publicAddress = publicAddress;
        this.audit = audit;
    }

    /** A new key that has shown that it works; {@link #keep} makes it somebody's. */
    public record Made(UUID person, CredentialRecord credential) {}

    /** @param lastUsed the day only; null if never yet */
    record Passkey(
            UUID id,
            String label,
            java.time.Instant madeAt,
            @Nullable LocalDate lastUsed) {}

    /** What the browser needs to make a key, as JSON.
     * @param name how the person's device lists the key: theirs, kept there and not here */
    @Transactional
    public String toMake(UUID person, String name) {
        var challenge = Bytes.random();
        return asked(Purpose.MAKE, person, challenge, creation(person, name, challenge));
    }

    /** Checks what the browser answered to {@link #toMake}, and uses the challenge up, also when the answer is wrong.
     * @throws Refusal when it does not hold */
    public Made made(UUID person, String answer) {
        var read = read(answer);
        var challenge = taken(read, Purpose.MAKE, person);
        var kept = new CredentialsHere(jdbc, timekeeper);
        try {
            var credential = JSON.treeToValue(
                    read.get("credential"),
                    JSON.constructType(new TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>>() {}));
            @SuppressWarnings("unchecked")
            var answered = (PublicKeyCredential<AuthenticatorAttestationResponse>) credential;
            var record = operations(kept)
                    .registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                            creation(person, person.toString(), challenge),
                            new RelyingPartyPublicKey(answered, Texts.t("keys.passkey.unnamed"))));
            if (!record.isUvInitialized()) throw Refusal.unacceptable("keys.passkey.wrong");
            return new Made(person, record);
        } catch (JacksonException | IllegalArgumentException | com.webauthn4j.util.exception.WebAuthnException e) {
            throw wrong(e);
        }
    }

    @Transactional
    public void keep(Made made) {
        var id = new CredentialsHere(jdbc, timekeeper).add(made.person, made.credential);
        audit.record(made.person, "passkey.added", "passkey", id);
    }

    /** @param person null when anybody may answer who has a key of ours */
    @Transactional
    String toProve(Purpose purpose, @Nullable UUID person) {
        var challenge = Bytes.random();
        var allowed = person == null ? List.<PublicKeyCredentialDescriptor>of() : descriptors(person);
        return asked(purpose, person, challenge, request(challenge, allowed));
    }

    /** Who answered. Uses the challenge up, also when the answer is wrong.
     * @throws Refusal when the answer does not hold, or is another person's */
    UUID proven(Purpose purpose, @Nullable UUID person, JsonNode read) {
        var challenge = taken(read, purpose, person);
        try {
            var credential = JSON.treeToValue(
                    read.get("credential"),
                    JSON.constructType(new TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>>() {}));
            @SuppressWarnings("unchecked")
            var answered = (PublicKeyCredential<AuthenticatorAssertionResponse>) credential;
            var who = personOf(operations(new CredentialsHere(jdbc, timekeeper))
                    .authenticate(new RelyingPartyAuthenticationRequest(request(challenge, List.of()), answered))
                    .getId());
            if (person != null && !person.equals(who)) throw Refusal.unacceptable("keys.passkey.wrong");
            return who;
        } catch (JacksonException | IllegalArgumentException | com.webauthn4j.util.exception.WebAuthnException e) {
            throw wrong(e);
        }
    }

    List<Passkey> all(UUID person) {
        return jdbc.sql(
                        "select id, label, made_at, last_used from ground.passkey where person_id = :person order by made_at")
                .param("person", person)
                .query((row, n) -> new Passkey(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getObject(3, java.time.OffsetDateTime.class).toInstant(),
                        row.getObject(4, LocalDate.class)))
                .list();
    }

    @Transactional
    void name(UUID person, UUID passkey, String label) {
        var named = jdbc.sql("update ground.passkey set label = :label where id = :id and person_id = :person")
                .param("label", label)
                .param("id", passkey)
                .param("person", person)
                .update();
        if (named == 0) throw Refusal.notFound();
    }

    /** Never the last way in: the person's row is locked, so that two removals at once leave one. */
    @Transactional
    void remove(UUID person, UUID passkey) {
        var hasPassphrase = jdbc.sql(
                        "select passphrase_hash is not null from ground.person where id = :person for no key update")
                .param("person", person)
                .query(Boolean.class)
                .single();
        var all = all(person);
        if (all.stream().noneMatch(p -> p.id.equals(passkey))) throw Refusal.notFound();
        if (!hasPassphrase && all.size() == 1) throw Refusal.conflict("keys.passkey.last");
        jdbc.sql("delete from ground.passkey where id = :id and person_id = :person")
                .param("id", passkey)
                .param("person", person)
                .update();
        audit.record(person, "passkey.removed", "passkey", passkey);
    }

    static JsonNode read(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JacksonException e) {
            throw wrong(e);
        }
    }

    /** A small answer for the script of the page. */
    static String next(String path) {
        return JSON.writeValueAsString(java.util.Map.of("next", path));
    }

    private record Asked(UUID challenge, Object options) {}

    private String asked(Purpose purpose, @Nullable UUID person, Bytes challenge, Object options) {
        var id = UUID.randomUUID();
        var now = timekeeper.now().atOffset(ZoneOffset.UTC);
        jdbc.sql("delete from ground.passkey_challenge where expires_at < :now")
                .param("now", now)
                .update();
        jdbc.sql("""
                insert into ground.passkey_challenge (id, purpose, person_id, challenge, expires_at)
                values (:id, :purpose, :person::uuid, :challenge, :expires)""")
                .param("id", id)
                .param("purpose", purpose.name())
                .param("person", person)
                .param("challenge", challenge.getBytes())
                .param("expires", now.plus(CHALLENGE_LASTS))
                .update();
        return JSON.writeValueAsString(new Asked(id, options));
    }

    /**
     * Takes the challenge away: who answers it again answers nothing. In a transaction of its own, so that a wrong answer,
     * which undoes everything else, does not bring it back for a second try.
     */
    private Bytes taken(JsonNode answer, Purpose purpose, @Nullable UUID person) {
        UUID id;
        try {
            id = UUID.fromString(answer.path("challenge").asString(""));
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
        return alone.execute(status -> jdbc.sql("""
                        delete from ground.passkey_challenge
                        where id = :id and purpose = :purpose and person_id is not distinct from :person::uuid
                            and expires_at > :now
                        returning challenge""")
                        .param("id", id)
                        .param("purpose", purpose.name())
                        .param("person", person)
                        .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                        .query((row, n) -> new Bytes(row.getBytes(1)))
                        .optional())
                .orElseThrow(() -> Refusal.unacceptable("keys.passkey.wrong"));
    }

    private PublicKeyCredentialCreationOptions creation(UUID person, String name, Bytes challenge) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(relyingParty())
                .user(user(idOf(person), name))
                .challenge(challenge)
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.RS256)
                .timeout(CHALLENGE_LASTS)
                .excludeCredentials(descriptors(person))
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build())
                .attestation(AttestationConveyancePreference.NONE)
                .build();
    }

    private PublicKeyCredentialRequestOptions request(Bytes challenge, List<PublicKeyCredentialDescriptor> allowed) {
        return PublicKeyCredentialRequestOptions.builder()
                .challenge(challenge)
                .rpId(publicAddress.host())
                .timeout(CHALLENGE_LASTS)
                .allowCredentials(allowed)
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build();
    }

    private List<PublicKeyCredentialDescriptor> descriptors(UUID person) {
        return new CredentialsHere(jdbc, timekeeper)
                .findByUserId(idOf(person)).stream()
                        .map(c -> PublicKeyCredentialDescriptor.builder()
                                .id(c.getCredentialId())
                                .transports(c.getTransports())
                                .build())
                        .toList();
    }

    private Webauthn4JRelyingPartyOperations operations(CredentialsHere credentials) {
        return new Webauthn4JRelyingPartyOperations(
                new PersonsThere(), credentials, relyingParty(), Set.of(publicAddress.origin()));
    }

    private PublicKeyCredentialRpEntity relyingParty() {
        return PublicKeyCredentialRpEntity.builder()
                .id(publicAddress.host())
                .name("Amparo")
                .build();
    }

    private static Refusal wrong(Exception e) {
        log.info("A passkey did not hold: {}", e.getClass().getSimpleName());
        return Refusal.unacceptable("keys.passkey.wrong");
    }

    static Bytes idOf(UUID person) {
        return new Bytes(ByteBuffer.allocate(16)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .array());
    }

    static UUID personOf(Bytes id) {
        var bytes = ByteBuffer.wrap(id.getBytes());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static PublicKeyCredentialUserEntity user(Bytes id, String name) {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(id)
                .name(name)
                .displayName(name)
                .build();
    }

    /** Names of people stay on their devices; to the check an id is enough. */
    private static final class PersonsThere
            implements org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository {
        @Override
        public PublicKeyCredentialUserEntity findById(Bytes id) {
            return user(id, personOf(id).toString());
        }

        @Override
        public PublicKeyCredentialUserEntity findByUsername(String name) {
            return user(idOf(UUID.fromString(name)), name);
        }

        @Override
        public void save(PublicKeyCredentialUserEntity entity) {}

        @Override
        public void delete(Bytes id) {}
    }
}
