package org.amparo.ground.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sealed is what RFC 8291 says, and the browser reads it. */
class EncryptionTests {
    final Encryption encryption = new Encryption();

    /** RFC 8291, section 5 and appendix A. */
    @Test
    void theExampleOfTheStandardComesOutByteForByte() throws Exception {
        var to = Subscription.of(
                        "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
                        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                        "BTBZMqHH6r4Tts7J_aSIgg")
                .orElseThrow();
        var own = pair(
                "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
                "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        var notice = "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII);
        var body = encryption.seal(to, notice, notice.length, own, bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body))
                .isEqualTo("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
                        + "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNW"
                        + "QexSgSxsj_Qulcy4a-fN");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1_022, 1_023, 1_024, 3_000, Encryption.LONGEST})
    void aBrowserReadsIt(int length) throws Exception {
        var browser = new BrowserKeys();
        var notice = new byte[length];
        Arrays.fill(notice, (byte) 'ñ');
        var body = encryption.seal(browser.at("https://fcm.googleapis.com/x"), notice);
        assertThat(browser.open(body)).isEqualTo(notice);
        assertThat(body.length).isLessThanOrEqualTo(4_096);
    }

    @Test
    void aPageAndATestLookAlikeOnTheirWay() throws Exception {
        var to = new BrowserKeys().at("https://fcm.googleapis.com/x");
        assertThat(encryption.seal(to, new byte[300]).length)
                .isEqualTo(encryption.seal(to, new byte[700]).length)
                .isEqualTo(86 + 1_024 + 16);
    }

    @Test
    void everyMessageHasAKeyAndASaltOfItsOwn() throws Exception {
        var to = new BrowserKeys().at("https://fcm.googleapis.com/x");
        var keys = new HashSet<String>();
        var salts = new HashSet<String>();
        for (int i = 0; i < 50; i++) {
            var body = encryption.seal(to, new byte[10]);
            salts.add(Arrays.toString(Arrays.copyOf(body, 16)));
            keys.add(Arrays.toString(Arrays.copyOfRange(body, 21, 86)));
        }
        assertThat(keys).hasSize(50);
        assertThat(salts).hasSize(50);
    }

    @Test
    void aKeyThatIsNoPointOfTheCurveIsRefused() {
        var point = new byte[65];
        Arrays.fill(point, (byte) 7);
        point[0] = 4;
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(point);
        var to = Subscription.of("https://fcm.googleapis.com/x", text, new BrowserKeys().auth())
                .orElseThrow();
        assertThatThrownBy(() -> encryption.seal(to, new byte[1])).isInstanceOf(InvalidKeyException.class);
        Arrays.fill(point, 1, 65, (byte) 0xff);
        var beyond = Base64.getUrlEncoder().withoutPadding().encodeToString(point);
        var far = Subscription.of("https://fcm.googleapis.com/x", beyond, new BrowserKeys().auth())
                .orElseThrow();
        assertThatThrownBy(() -> encryption.seal(far, new byte[1])).isInstanceOf(InvalidKeyException.class);
    }

    private static KeyPair pair(String secret, String point) throws Exception {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var curve = parameters.getParameterSpec(ECParameterSpec.class);
        var keys = KeyFactory.getInstance("EC");
        var at = bytes(point);
        return new KeyPair(
                keys.generatePublic(new ECPublicKeySpec(
                        new ECPoint(new BigInteger(1, at, 1, 32), new BigInteger(1, at, 33, 32)), curve)),
                keys.generatePrivate(new ECPrivateKeySpec(new BigInteger(1, bytes(secret)), curve)));
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
