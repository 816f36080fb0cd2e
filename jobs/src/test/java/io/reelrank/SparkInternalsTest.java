package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.annotation.DeveloperApi;
import org.apache.spark.annotation.Unstable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.junit.jupiter.api.Test;
import scala.reflect.api.JavaUniverse;
import scala.reflect.api.Symbols;

/**
 * What the jar uses of Spark and of the libraries that come with Spark: every class, method and field with its exact
 * signature, as the class files name it.
 *
 * <p>By default it is compared with the Spark of the build. {@code -Dreelrank.spark.jars=FOLDER} compares it with the jars
 * of another release, and says what is not there and which class of ours uses it.
 */
class SparkInternalsTest extends SparkTest {
    private static final Path PAGE =
            Path.of(System.getProperty("reelrank.basedir"), "jobs", "src", "site", "markdown", "deploying.md");
    private static final Pattern LIST =
            Pattern.compile("(?s)(<!-- internals: written by a test -->\n).*?(<!-- end -->)");

    private static final Pattern OWN = Pattern.compile(
            "(java|javax|jdk|io\\.reelrank|com\\.typesafe|picocli|com\\.samskivert|gg\\.jte|com\\.hankcs|redis\\.clients|org\\.postgresql)\\..*");
    private static final Pattern SPARK = Pattern.compile("org\\.apache\\.spark\\..*");

    /** Packages whose classes Spark does not document, although they are public in Java. */
    private static final Pattern INTERNAL =
            Pattern.compile("org\\.apache\\.spark\\.(sql\\.(catalyst|execution|classic|internal)|unsafe)\\..*");

    /** Members that Scala declares as private to a package, which Java does not see; classes are found by themselves. */
    private static final Map<String, String> PRIVATE = Map.of(
            "org.apache.spark.ml.recommendation.ALSModel.<init>", "private[ml]",
            "org.apache.spark.sql.types.DataType.asNullable", "private[spark]");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.reelrank");

    /**
     * A member of a class, as a class file names it.
     *
     * @param owner the class that it is looked for in, and its supertypes
     * @param name {@code <init>} for a constructor; empty for the class itself
     * @param parameters the types of the parameters; none for a field
     * @param type the type of the result or field
     */
    private record Used(String owner, String name, List<String> parameters, String type) {
        private static Used of(AccessTarget target) {
            String owner = target.getOwner().getName();
            if (target instanceof AccessTarget.CodeUnitAccessTarget unit) {
                return new Used(
                        owner,
                        unit.getName(),
                        unit.getRawParameterTypes().stream()
                                .map(JavaClass::getName)
                                .toList(),
                        unit.getRawReturnType().getName());
            }
            AccessTarget.FieldAccessTarget field = (AccessTarget.FieldAccessTarget) target;
            return new Used(
                    owner, field.getName(), List.of(), field.getRawType().getName());
        }

        private Optional<AccessibleObject> member(Class<?> in) {
            Stream<? extends AccessibleObject> own = name.equals("<init>")
                    ? Arrays.stream(in.getDeclaredConstructors()).filter(unit -> fits(unit, "void"))
                    : Stream.concat(
                            Arrays.stream(in.getDeclaredMethods())
                                    .filter(method -> method.getName().equals(name))
                                    .filter(method ->
                                            fits(method, method.getReturnType().getName())),
                            Arrays.stream(in.getDeclaredFields())
                                    .filter(field -> field.getName().equals(name)
                                            && field.getType().getName().equals(type)));
            Optional<AccessibleObject> found = own.filter(Used::isReachable)
                    .map(AccessibleObject.class::cast)
                    .findFirst();
            if (found.isPresent() || name.equals("<init>")) {
                return found;
            }
            return Stream.concat(Stream.ofNullable(in.getSuperclass()), Arrays.stream(in.getInterfaces()))
                    .map(this::member)
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        private static boolean isReachable(AccessibleObject member) {
            return !Modifier.isPrivate(((Member) member).getModifiers());
        }

        private boolean fits(Executable unit, String result) {
            return result.equals(type)
                    && Arrays.stream(unit.getParameterTypes())
                            .map(Class::getName)
                            .toList()
                            .equals(parameters);
        }

        @Override
        public String toString() {
            return name.isEmpty()
                    ? "class " + owner
                    : "%s.%s(%s) of type %s".formatted(owner, name, String.join(", ", parameters), type);
        }
    }

    @Test
    void everyMemberOfSparkThatTheJarUsesIsThere() throws IOException {
        Optional<String> folder = Optional.ofNullable(System.getProperty("reelrank.spark.jars"));
        List<String> missing = new ArrayList<>();
        try (URLClassLoader release = loader(folder.map(Path::of))) {
            used().forEach((member, users) -> {
                if (!isThere(member, release)) {
                    missing.add("%s, used by %s".formatted(member, String.join(", ", users)));
                }
            });
        }

        assertThat(missing)
                .as("not in %s", folder.orElse("the Spark of the build"))
                .isEmpty();
    }

    @Test
    void aMemberThatIsNotThereIsNamed() throws IOException {
        Used gone = new Used("org.apache.spark.sql.Dataset", "count", List.of("int"), "long");
        Used other = new Used("org.apache.spark.sql.Dataset", "count", List.of(), "int");
        Used there = new Used("org.apache.spark.sql.Dataset", "count", List.of(), "long");
        try (URLClassLoader release = loader(Optional.empty())) {
            assertThat(Stream.of(gone, other, there).map(member -> isThere(member, release)))
                    .containsExactly(false, false, true);
            assertThat(isThere(new Used("org.apache.spark.Nothing", "", List.of(), ""), release))
                    .isFalse();
        }
        assertThat(gone).hasToString("org.apache.spark.sql.Dataset.count(int) of type long");
    }

    @Test
    void thePageListsEveryInternalThatTheCodeUses() throws IOException {
        String page = Files.readString(PAGE);
        String written = LIST.matcher(page)
                .replaceFirst(list -> Matcher.quoteReplacement(list.group(1) + internals() + list.group(2)));
        if ("write".equals(System.getProperty("reelrank.pages"))) {
            Files.writeString(PAGE, written);
        }

        assertThat(LIST.matcher(page).find()).isTrue();
        assertThat(PAGE)
                .as("write it again by: mvn test -Dtest=SparkInternalsTest -Dreelrank.pages=write")
                .hasContent(written);
    }

    /** Blocks of ratings and of factors are made by the one and found by the other. */
    @Test
    void sqlAndJavaHashANumberToTheSame() {
        List<Row> rows = spark().range(-500, 500)
                .select(col("id").cast("int"), xxhash64(col("id").cast("int")))
                .collectAsList();

        assertThat(rows).hasSize(1000).allSatisfy(row -> assertThat(XXH64.hashInt(row.getInt(0), 42))
                .isEqualTo(row.getLong(1)));
    }

    /** Every member and class that is not of Java and not in our jar, with our classes that use it. */
    private static Map<Used, Set<String>> used() {
        Map<Used, Set<String>> used = new TreeMap<>(Comparator.comparing(Used::toString));
        for (JavaClass user : CLASSES) {
            String name = topLevel(user);
            Stream.concat(
                            user.getAccessesFromSelf().stream().map(access -> Used.of(access.getTarget())),
                            user.getDirectDependenciesFromSelf().stream()
                                    .map(dependency ->
                                            dependency.getTargetClass().getBaseComponentType())
                                    .filter(type -> !type.isPrimitive())
                                    .map(type -> new Used(type.getName(), "", List.of(), "")))
                    .filter(member -> !OWN.matcher(member.owner()).matches()
                            && !member.owner().startsWith("["))
                    .forEach(member ->
                            used.computeIfAbsent(member, key -> new TreeSet<>()).add(name));
        }
        return used;
    }

    private static String topLevel(JavaClass user) {
        return user.getEnclosingClass().map(SparkInternalsTest::topLevel).orElseGet(user::getSimpleName);
    }

    private static URLClassLoader loader(Optional<Path> folder) throws IOException {
        if (folder.isEmpty()) {
            return new URLClassLoader(new URL[0], SparkInternalsTest.class.getClassLoader());
        }
        try (Stream<Path> jars = Files.list(folder.get())) {
            return new URLClassLoader(
                    jars.filter(jar -> jar.toString().endsWith(".jar"))
                            .map(SparkInternalsTest::url)
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean isThere(Used member, ClassLoader release) {
        try {
            Class<?> owner = Class.forName(member.owner(), false, release);
            return member.name().isEmpty() || member.member(owner).isPresent();
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            return false;
        }
    }

    /** The rows of the page's table: a row for each class with internals. */
    private static String internals() {
        Map<String, Set<String>> members = new TreeMap<>();
        Map<String, Set<String>> users = new TreeMap<>();
        Map<String, Set<String>> reasons = new TreeMap<>();
        used().forEach((member, by) -> reason(member).ifPresent(reason -> {
            String owner = member.owner().replace("org.apache.spark.", "").replace('$', '.');
            String name = member.name().equals("<init>") ? "new" : member.name();
            Set<String> names = members.computeIfAbsent(owner, key -> new TreeSet<>());
            if (!name.isEmpty()) {
                names.add("`" + name + "`");
            }
            reasons.computeIfAbsent(owner, key -> new TreeSet<>()).add(reason);
            users.computeIfAbsent(owner, key -> new TreeSet<>()).addAll(by);
        }));
        StringBuilder rows = new StringBuilder("| class | what | used by | why it is internal |\n|---|---|---|---|\n");
        members.forEach((owner, names) -> rows.append(String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %s |%n",
                owner,
                names.isEmpty() ? "the type" : String.join(", ", names),
                users.get(owner).stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
                String.join(", ", reasons.get(owner)))));
        return rows.toString();
    }

    /** Why a member is not public API; nothing if it is. */
    private static Optional<String> reason(Used member) {
        if (!SPARK.matcher(member.owner()).matches()) {
            return Optional.empty();
        }
        if (INTERNAL.matcher(member.owner()).matches()) {
            return Optional.of("package");
        }
        try {
            Class<?> owner = Class.forName(member.owner(), false, SparkInternalsTest.class.getClassLoader());
            Optional<String> within =
                    within(owner).or(() -> Optional.ofNullable(PRIVATE.get(member.owner() + "." + member.name())));
            if (within.isPresent()) {
                return within;
            }
            boolean isUnstable = unstable(owner::isAnnotationPresent)
                    || member.member(owner)
                            .filter(found -> unstable(found::isAnnotationPresent))
                            .isPresent();
            return isUnstable ? Optional.of("`@DeveloperApi`") : Optional.empty();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean unstable(Predicate<Class<? extends java.lang.annotation.Annotation>> isPresent) {
        return isPresent.test(DeveloperApi.class) || isPresent.test(Unstable.class);
    }

    /** Scala's private[PACKAGE] of a class, which is public in Java. */
    private static Optional<String> within(Class<?> owner) {
        JavaUniverse universe = scala.reflect.runtime.package$.MODULE$.universe();
        Symbols.SymbolApi symbol = (Symbols.SymbolApi)
                universe.runtimeMirror(owner.getClassLoader()).classSymbol(owner);
        Symbols.SymbolApi within = symbol.privateWithin();
        return within.isPackageClass() ? Optional.of("private[%s]".formatted(within.name())) : Optional.empty();
    }
}
