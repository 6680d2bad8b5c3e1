package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The start script finds a runtime that is new enough, or says which one it wants. */
@DisabledOnOs(OS.WINDOWS)
class StartScriptTest {
    private record Ended(int exitCode, String text) {}

    @TempDir
    private Path folder;

    private Path script;

    @BeforeEach
    void installWithoutAnyJava() throws IOException {
        Files.createDirectories(folder.resolve("product/bin"));
        Files.createDirectories(folder.resolve("product/lib"));
        script = Files.copy(Path.of("packaging/bin/tablewalk"), folder.resolve("product/bin/tablewalk"));
        // A PATH with the tools that the script calls and no java.
        var tools = Files.createDirectories(folder.resolve("tools"));
        for (var tool : List.of("dirname", "readlink", "sed")) {
            var home = Files.isExecutable(Path.of("/usr/bin", tool)) ? "/usr/bin/" : "/bin/";
            executable(tools.resolve(tool), "exec " + home + tool + " \"$@\"");
        }
    }

    private static void executable(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** A folder that looks like a runtime; its java prints who was called and with what. */
    private Path runtime(String name, String version) throws IOException {
        var bin = Files.createDirectories(folder.resolve(name).resolve("bin"));
        executable(bin.resolve("java"), "echo " + name + " \"$@\"");
        Files.writeString(folder.resolve(name).resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder.resolve(name);
    }

    private void builtWith(Path home) throws IOException {
        Files.writeString(folder.resolve("product/lib/build-jdk.txt"), "Property settings:\n    java.home = " + home + "\n    java.io.tmpdir = /tmp\n");
    }

    private Ended start(Map<String, String> environment, String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("tools").toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }

    @Test
    void withoutARuntimeItNamesTheOneItNeeds() throws Exception {
        var ended = start(Map.of());
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.text()).contains("no JDK 25 or newer found").contains("JAVA_HOME: not set");
    }

    @Test
    void aRuntimeThatIsTooOldIsNotTaken() throws Exception {
        var ended = start(Map.of("JAVA_HOME", runtime("old", "17.0.15").toString()));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.text()).contains("no JDK 25 or newer found").contains("/old");
    }

    @Test
    void theJdkThatBuiltItServesWhenJavaHomeIsTooOld() throws Exception {
        builtWith(runtime("builder", "25.0.3"));
        var ended = start(Map.of("JAVA_HOME", runtime("old", "17.0.15").toString()), "decode", "0x 7");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.text()).startsWith("builder @").contains("--module org.tablewalk/org.tablewalk.app.Main decode 0x 7");
    }

    @Test
    void javaHomeComesFirst() throws Exception {
        builtWith(runtime("builder", "25"));
        var ended = start(Map.of("JAVA_HOME", runtime("mine", "26-ea").toString()));
        assertThat(ended.text()).startsWith("mine @");
    }

    @Test
    void aLinkToTheScriptStillFindsTheLibraries() throws Exception {
        builtWith(runtime("builder", "25"));
        script = Files.createSymbolicLink(folder.resolve("tw"), Path.of("product/bin/tablewalk"));
        assertThat(start(Map.of()).text()).contains(folder.resolve("product").toRealPath() + "/lib/java.options");
    }
}
