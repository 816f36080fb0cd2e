package io.reelrank.core.settings;

/** A setting is missing, unknown or not allowed. The message names the key, where it was set and what is allowed. */
public final class SettingsException extends RuntimeException {
    /** @param message what is wrong, where, and what to do */
    public SettingsException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, where, and what to do
     * @param cause the error of the settings library
     */
    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
