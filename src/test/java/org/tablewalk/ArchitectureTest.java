package org.tablewalk;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** The house: which room may use which. A room that is not built yet breaks nothing. */
@AnalyzeClasses(packages = "org.tablewalk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Each room, with the rooms it may use; what those may use is allowed too, except where {@link #STRICT} says otherwise. */
    private static final Map<String, List<String>> HOUSE = house();

    /** The view shows what the view models offer and nothing else, so it must not reach past them. */
    private static final Set<String> STRICT = Set.of("view");

    private static Map<String, List<String>> house() {
        var house = new LinkedHashMap<String, List<String>>();
        house.put("arch", List.of());
        house.put("machine", List.of("arch"));
        house.put("machine.arm64", List.of("machine"));
        house.put("machine.x86", List.of("machine"));
        house.put("trace", List.of("machine"));
        house.put("kvm", List.of("machine", "machine.arm64", "machine.x86"));
        house.put("format", List.of("trace", "kvm", "check"));
        house.put("check", List.of("trace", "machine.arm64", "machine.x86"));
        house.put("narrate", List.of("check", "kvm"));
        house.put("explore", List.of("check"));
        house.put("picture", List.of("check", "kvm"));
        house.put("export", List.of("picture", "narrate", "format"));
        house.put("session", List.of("explore", "format", "check"));
        house.put("lesson", List.of("session", "narrate"));
        house.put("desk", List.of("session", "format"));
        house.put("viewmodel", List.of("desk", "lesson", "session", "picture", "narrate"));
        house.put("view", List.of("viewmodel", "picture"));
        house.put("app", List.of("view", "viewmodel", "export"));
        return house;
    }

    /** The kinds of subject: each has a package of this name, its wing, in every room that is to know it. */
    private static final List<String> WINGS = List.of("stage2", "shadow", "casemate", "kvmmmu", "dump");

    /** The rooms that have wings. In the others ({@code kvm}, {@code trace}, {@code format}) such a package is what its wing is about. */
    private static final List<String> WINGED = List.of("format.scenario", "check", "narrate", "picture", "session", "viewmodel", "view", "app");

    /** What wings share two by two: one tree of descriptors, and a guest's tables beside shadow tables. */
    private static final Set<String> FORMS = Set.of("tree", "twotrees");

    @ArchTest
    static final ArchRule ARROWS_GO_DOWN = arrows();

    @ArchTest
    static final ArchRule WINGS_DO_NOT_KNOW_EACH_OTHER = classes().that(describe("stand in a wing", c -> wing(c) != null))
            .should(dependOnlyOn("nothing of another wing", (from, to) -> owner(to) == null || owner(to).equals(wing(from))));

    @ArchTest
    static final ArchRule WHAT_IS_SHARED_KNOWS_NO_WING = classes()
            .that(describe("stand outside of the wings, and are not the one that registers the kinds", c -> inWingedRoom(c) && wing(c) == null
                    && !c.getName().equals("org.tablewalk.app.Composition")))
            .should(dependOnlyOn("no wing, nor what a wing is about", (from, to) -> owner(to) == null));

    @ArchTest
    static final ArchRule WHAT_EVERY_KIND_SHARES_KNOWS_NO_MACHINE = classes()
            .that(describe("stand outside of wings and forms, and are no calculator", c -> inWingedRoom(c) && wing(c) == null
                    && !FORMS.contains(last(c)) && !c.getName().startsWith("org.tablewalk.app.command.DecodeCommand")))
            .should(dependOnlyOn("no machine in particular", (from, to) -> !to.getPackageName().matches("org\\.tablewalk\\.(arch|machine)\\.(arm64|x86).*|"
                    + "org\\.tablewalk\\.kvm\\.(stage2|shadow).*")));

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("org.tablewalk.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ARM_AND_X86_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that(resideInAnyPackage("org.tablewalk.arch.arm64..", "org.tablewalk.machine.arm64..", "org.tablewalk.kvm.stage2.."))
            .should().dependOnClassesThat(resideInAnyPackage("org.tablewalk..x86..", "org.tablewalk.kvm.shadow.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_THE_VIEW_DRAWS = noClasses()
            .that(outside("view"))
            .should().dependOnClassesThat(resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.embed..", "org.controlsfx..", "atlantafx..",
                    "org.kordamp.."));

    @ArchTest
    static final ArchRule ONLY_VIEW_AND_VIEW_MODEL_KNOW_JAVAFX = noClasses()
            .that(outside("view", "viewmodel"))
            .should().dependOnClassesThat(resideInAPackage("javafx.."));

    @ArchTest
    static final ArchRule ONLY_APP_READS_THE_COMMAND_LINE = noClasses()
            .that(not(resideInAPackage("org.tablewalk.app..")))
            .should().dependOnClassesThat(resideInAPackage("picocli.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_FILES_AND_ANSWERS_ARE_JSON = noClasses()
            .that(not(resideInAnyPackage("org.tablewalk.app..", "org.tablewalk.format..", "org.tablewalk.desk..", "org.tablewalk.lesson..",
                    "org.tablewalk.export..")))
            .should().dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_APP_WRITES_TO_THE_TERMINAL = noClasses()
            .that(not(resideInAPackage("org.tablewalk.app..")))
            .should(ACCESS_STANDARD_STREAMS)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS = noClasses()
            .that().doNotHaveFullyQualifiedName("org.tablewalk.app.Main")
            .should().callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule NO_LOGGING_FRAMEWORK = noClasses()
            .should().dependOnClassesThat(resideInAnyPackage("java.util.logging..", "org.slf4j..", "java.lang.System$Logger"));

    @ArchTest
    static final ArchRule NO_STATE_IN_STATICS = fields()
            .that().areStatic()
            .should().beFinal()
            .allowEmptyShould(true);

    private static String last(JavaClass c) {
        return c.getPackageName().substring(c.getPackageName().lastIndexOf('.') + 1);
    }

    private static boolean inWingedRoom(JavaClass c) {
        return WINGED.stream().anyMatch(room -> c.getPackageName().equals("org.tablewalk." + room) || c.getPackageName().startsWith("org.tablewalk." + room + "."));
    }

    /** The wing that a class stands in, or null. */
    private static String wing(JavaClass c) {
        return inWingedRoom(c) && WINGS.contains(last(c)) ? last(c) : null;
    }

    /** The wing that a class stands in or that it is about, and whose alone it is; or null. What KVM's listings say, two wings may ask. */
    private static String owner(JavaClass c) {
        boolean about = c.getPackageName().startsWith("org.tablewalk.format.") || c.getPackageName().startsWith("org.tablewalk.trace.");
        return wing(c) != null || about && WINGS.contains(last(c)) ? last(c) : null;
    }

    private static ArchCondition<JavaClass> dependOnlyOn(String what, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>("know " + what) {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                from.getDirectDependenciesFromSelf().stream().filter(d -> !allowed.test(from, d.getTargetClass()))
                        .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
            }
        };
    }

    private static ArchRule arrows() {
        var layers = layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (var room : HOUSE.keySet()) {
            layers = layers.layer(room).definedBy(inRoom(room));
        }
        for (var room : HOUSE.keySet()) {
            var allowed = STRICT.contains(room) ? Set.copyOf(HOUSE.get(room)) : reachable(room);
            layers = allowed.isEmpty()
                    ? layers.whereLayer(room).mayNotAccessAnyLayer()
                    : layers.whereLayer(room).mayOnlyAccessLayers(allowed.toArray(String[]::new));
        }
        return layers.ensureAllClassesAreContainedInArchitecture();
    }

    private static Set<String> reachable(String room) {
        var found = new LinkedHashSet<String>();
        for (var next : HOUSE.get(room)) {
            if (found.add(next)) {
                found.addAll(reachable(next));
            }
        }
        return found;
    }

    /** The classes of a room: its package and those below, without those that are rooms of their own. */
    private static DescribedPredicate<JavaClass> inRoom(String room) {
        var predicate = resideInAPackage("org.tablewalk." + room + "..");
        for (var other : HOUSE.keySet()) {
            if (other.startsWith(room + ".")) {
                predicate = predicate.and(not(resideInAPackage("org.tablewalk." + other + "..")));
            }
        }
        return predicate;
    }

    /** Everything but these rooms and the one class that starts the toolkit. */
    private static DescribedPredicate<JavaClass> outside(String... rooms) {
        DescribedPredicate<JavaClass> inside = DescribedPredicate.describe("the launcher",
                c -> c.getName().equals("org.tablewalk.app.Launcher") || c.getName().startsWith("org.tablewalk.app.Launcher$"));
        for (var room : rooms) {
            inside = inside.or(resideInAPackage("org.tablewalk." + room + ".."));
        }
        return not(inside);
    }
}
