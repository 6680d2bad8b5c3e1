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
}
