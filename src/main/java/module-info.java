/** Tablewalk: page tables at work, stepped forward and back. */
module org.tablewalk {
    requires java.desktop;
    requires javafx.controls;
    requires javafx.swing;
    requires org.controlsfx.controls;
    requires atlantafx.base;
    requires org.kordamp.ikonli.javafx;
    requires org.kordamp.ikonli.feather;
    requires tools.jackson.databind;
    requires info.picocli;

    // The toolkit makes the launcher; picocli fills the commands; Jackson reads the components of the answers.
    exports org.tablewalk.app to javafx.graphics;
    opens org.tablewalk.app to info.picocli, tools.jackson.databind;
    opens org.tablewalk.app.command to info.picocli, tools.jackson.databind;
    opens org.tablewalk.app.explore to info.picocli, tools.jackson.databind;
    opens org.tablewalk.app.casemate to info.picocli, tools.jackson.databind;
    opens org.tablewalk.app.dump to tools.jackson.databind;
    opens org.tablewalk.app.kvmmmu to tools.jackson.databind;
    opens org.tablewalk.app.lockstep to info.picocli, tools.jackson.databind;
    opens org.tablewalk.app.shadow to info.picocli, tools.jackson.databind;
    opens org.tablewalk.app.stage2 to info.picocli, tools.jackson.databind;
}
