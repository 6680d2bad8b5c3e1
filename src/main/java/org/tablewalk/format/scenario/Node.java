package org.tablewalk.format.scenario;

import java.util.List;
import java.util.Map;

/** A JSON value with the line and column it begins at. */
public sealed interface Node {
    int line();

    int column();

    /** What messages call a value of this type. */
    String kind();

    /** An object; the members keep their order. */
    record Struct(int line, int column, Map<String, Member> members) implements Node {
        @Override
        public String kind() {
            return "an object";
        }
    }

    /** A name and value of an object; the place is that of the name. */
    record Member(int line, int column, Node value) {}

    record Items(int line, int column, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "an array";
        }
    }

    /** A string; the place is that of its opening quote. */
    record Text(int line, int column, Quoted quoted) implements Node {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A number, as written. */
    record Numeral(int line, int column, String text) implements Node {
        @Override
        public String kind() {
            return "the number " + text;
        }
    }

    record Truth(int line, int column, boolean value) implements Node {
        @Override
        public String kind() {
            return Boolean.toString(value);
        }
    }

    record Null(int line, int column) implements Node {
        @Override
        public String kind() {
            return "null";
        }
    }
}
