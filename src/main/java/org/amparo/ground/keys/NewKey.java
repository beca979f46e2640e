package org.amparo.ground.keys;

import java.util.List;
import org.amparo.ground.web.Problem;

/**
 * The question "how will you sign in?", for a new administrator, a new colleague, and whoever lost their key. Shown by
 * {@code ground/newKey}.
 *
 * @param act the path of the passphrase's form; {@code act + "/passkey/options"} and {@code act + "/passkey"} make a passkey
 * @param email the sign-in name, for the browser's own list; empty if unknown here
 * @param elsewhere where a passkey can be made, when it cannot be made at this address; else empty
 */
public record NewKey(String title, String lead, String act, String email, String elsewhere, List<Problem> problems) {
    public NewKey with(List<Problem> others) {
        return new NewKey(title, lead, act, email, elsewhere, others);
    }
}
