package io.reelrank.core.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One object of the tree of settings, read key by key.
 *
 * <p>Each method that reads a value checks its type and range. The error names the file and line that set it. A section
 * also records the keys that were read: {@link Settings} refuses all others.
 */
final class Section {
    // The library tells the URL of a classpath resource after its name.
    private static final Pattern RESOURCE = Pattern.compile("^([\\w/-]+\\.conf) @ .*: (\\d+)$");

    private final Config config;
    private final String path;
    private final Set<String> read;

    Section(Config config, String path, Set<String> read) {
        this.config = config;
        this.path = path;
        this.read = read;
    }

    String path() {
        return path;
    }

    Section section(String key) {
        return new Section(checked(key, "an object { … }", () -> config.getConfig(key)), keyPath(key), read);
    }

    Optional<Section> optionalSection(String key) {
        return config.hasPath(key) ? Optional.of(section(key)) : Optional.empty();
    }

    /** The objects directly below this one, by name, in the order of the names. */
    Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        config.root().keySet().stream().sorted().forEach(name -> {
            ConfigValue value = config.root().get(name);
            if (value.valueType() != ConfigValueType.OBJECT) {
                throw wrong(ConfigUtil.joinPath(name), "an object { … }");
            }
            sections.put(
                    name, new Section(((ConfigObject) value).toConfig(), keyPath(ConfigUtil.joinPath(name)), read));
        });
        return sections;
    }

    /** The same, where each object takes the keys that it lacks from the defaults. */
    Map<String, Section> sectionsOver(Section defaults) {
        Map<String, Section> sections = new LinkedHashMap<>();
        sections()
                .forEach((name, section) -> sections.put(
                        name, new Section(section.config.withFallback(defaults.config), section.path, read)));
        return sections;
    }

    /** Every value below this object as text, by key; the parts of a nested key are joined by dots. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        config.entrySet().stream()
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(key -> texts.put(String.join(".", ConfigUtil.splitPath(key)), text(key)));
        return texts;
    }

    /** The same object with another number at a key. Errors about the number name the origin. */
    Section with(String key, double number, String origin) {
        return new Section(
                config.withValue(
                        key,
                        ConfigValueFactory.fromAnyRef(
                                number == Math.rint(number) ? (Number) (long) number : number, origin)),
                path,
                read);
    }

    boolean has(String key) {
        return config.hasPath(key);
    }

    boolean isList(String key) {
        return has(key) && config.getValue(key).valueType() == ConfigValueType.LIST;
    }

    String text(String key) {
        return value(key, "text", () -> config.getString(key));
    }

    String nonEmpty(String key) {
        String text = text(key);
        if (text.isBlank()) {
            throw wrong(key, "text that is not empty");
        }
        return text;
    }

    Optional<String> optionalText(String key) {
        return config.hasPath(key) ? Optional.of(text(key)) : Optional.empty();
    }

    List<String> textList(String key) {
        return value(key, "a list of texts", () -> List.copyOf(config.getStringList(key)));
    }

    int integer(String key, int least, int most) {
        int value = value(key, "a whole number", () -> {
            requireWhole(key);
            return config.getInt(key);
        });
        if (value < least || value > most) {
            throw wrong(key, "a whole number between " + least + " and " + most);
        }
        return value;
    }

    /** A list of one or more whole numbers. */
    List<Integer> integers(String key, int least, int most) {
        List<Integer> values = value(key, "a list of whole numbers", () -> List.copyOf(config.getIntList(key)));
        if (values.isEmpty() || values.stream().anyMatch(value -> value < least || value > most)) {
            throw wrong(key, "a list of whole numbers between " + least + " and " + most);
        }
        return values;
    }

    /** A list of one or more numbers. */
    List<Double> numbers(String key, double least, double most) {
        List<Double> values = value(key, "a list of numbers", () -> List.copyOf(config.getDoubleList(key)));
        if (values.isEmpty() || values.stream().anyMatch(value -> !(value >= least && value <= most))) {
            throw wrong(key, "a list of numbers between " + plain(least) + " and " + plain(most));
        }
        return values;
    }

    long longInteger(String key, long least, long most) {
        long value = value(key, "a whole number", () -> {
            requireWhole(key);
            return config.getLong(key);
        });
        if (value < least || value > most) {
            throw wrong(
                    key,
                    most == Long.MAX_VALUE
                            ? "a whole number of at least " + least + " (no upper limit)"
                            : "a whole number between " + least + " and " + most);
        }
        return value;
    }

    /** A seed: any whole number that a long can hold. */
    long seed(String key) {
        return longInteger(key, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    double number(String key, double least, double most) {
        double value = value(key, "a number", () -> config.getDouble(key));
        if (!(value >= least && value <= most)) {
            throw wrong(key, "a number between " + plain(least) + " and " + plain(most));
        }
        return value;
    }

    /** A number in [0, 1]. */
    double share(String key) {
        return number(key, 0, 1);
    }

    ZoneId zone(String key) {
        String text = text(key);
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw wrong(key, "a time zone such as UTC or Asia/Shanghai");
        }
    }

    /** A constant of an enum by its name in lower case, with hyphens between words. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String text = text(key);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> spelling(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        key,
                        "one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(Section::spelling)
                                                .toList())));
    }

    /**
     * The error that a value is not allowed.
     *
     * @param expected what the value must be, after "must be"
     */
    SettingsException wrong(String key, String expected) {
        ConfigValue value = config.hasPath(key) ? config.getValue(key) : config.root();
        String shown = config.hasPath(key) ? value.unwrapped().toString() : "(nothing)";
        return new SettingsException("illegal setting %s = %s (%s): must be %s"
                .formatted(keyPath(key), Settings.masked(keyPath(key), shown), where(value.origin()), expected));
    }

    /** The file and line, or the option, that set a key. */
    String where(String key) {
        return where(config.getValue(key).origin());
    }

    /** The file and line, or the option, that set a value. */
    static String where(ConfigOrigin origin) {
        return RESOURCE.matcher(origin.description()).replaceFirst("$1: $2");
    }

    private String keyPath(String key) {
        return path + "." + key;
    }

    private <T> T value(String key, String expected, Supplier<T> reader) {
        read.add(keyPath(key));
        return checked(key, expected, reader);
    }

    private <T> T checked(String key, String expected, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (ConfigException.Missing e) {
            throw new SettingsException(
                    "missing setting %s (%s): must be %s".formatted(keyPath(key), where(config.origin()), expected), e);
        } catch (ConfigException.WrongType | ConfigException.BadValue e) {
            throw wrong(key, expected);
        }
    }

    // The library itself would cut 3.5 to 3.
    private void requireWhole(String key) {
        double number = config.getDouble(key);
        if (number != Math.rint(number)) {
            throw wrong(key, "a whole number");
        }
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
