package org.amparo.ground.people;

import org.amparo.ground.languages.Language;

/** Sends a letter by e-mail, sooner or later; what carries messages implements it. */
public interface Post {
    void letter(String emailAddress, Language language, String subject, String text);
}
