package io.reelrank.core.settings;

import java.io.Serializable;

/**
 * Who loads a serving store. Its text hides the password, so that neither a log nor a digest of settings has it.
 *
 * @param user the account; empty for the server's default
 * @param password the password; empty for none
 */
public record StoreLogin(String user, String password) implements Serializable {
    static StoreLogin of(Section section) {
        return new StoreLogin(section.text("user"), section.text("password"));
    }

    @Override
    public String toString() {
        return "StoreLogin[user=%s]".formatted(user);
    }
}
