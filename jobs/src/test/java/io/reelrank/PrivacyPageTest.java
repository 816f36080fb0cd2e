package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.PseudonymKey;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the manual's page of privacy give the pseudonyms of the tables. */
class PrivacyPageTest {
    private static final Path PAGE = Command.HOME.resolve("jobs/src/site/markdown/privacy.md");
    private static final String KEY = "correct horse battery staple 42!";
    private static final List<String> USERS = List.of("u1", "\u7528\u6237-42", "somebody@example.com");

    private final UserIds userIds = UserIds.under(new PseudonymKey(KEY));

    @TempDir
    private Path folder;

    @Test
    void theExampleInPythonGivesThePseudonyms() throws Exception {
        StringBuilder program = new StringBuilder(example("python"));
        for (String user : USERS) {
            program.append("print(pseudonym('")
                    .append(KEY)
                    .append("\\n', '")
                    .append(user)
                    .append("'))\n");
        }
        Path file = Files.writeString(folder.resolve("pseudonym.py"), program);
        Process python = new ProcessBuilder("python3", file.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(USERS.stream().map(userIds::of).toList());
    }

    @Test
    void theExampleInJavaGivesThePseudonyms() throws Exception {
        Path file = Files.writeString(folder.resolve("Example.java"), """
                import static java.nio.charset.StandardCharsets.UTF_8;
                import java.security.GeneralSecurityException;
                import java.util.Arrays;
                import java.util.Base64;
                import javax.crypto.Mac;
                import javax.crypto.spec.SecretKeySpec;
                public class Example {
                public %s
                }
                """.formatted(example("java")));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), file.toString()))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method pseudonym = loader.loadClass("Example").getMethod("pseudonym", String.class, String.class);
            for (String user : USERS) {
                assertThat(pseudonym.invoke(null, KEY + "\n", user)).isEqualTo(userIds.of(user));
            }
        }
    }

    @Test
    void theExamplesResultIsRight() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains("For the key `%s` both give `%s` for the user `u1`.".formatted(KEY, userIds.of("u1")));
    }

    private static String example(String language) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
