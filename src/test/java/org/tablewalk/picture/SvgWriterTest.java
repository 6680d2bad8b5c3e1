package org.tablewalk.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SvgWriterTest {
    private final FontMetrics metrics = FontMetrics.load();

    @Test
    void hostileTextStaysText() throws Exception {
        String nasty = "a<b> & \"c\" ]]> </text><script>alert(1)</script> \u0001 \ud800 ok";
        var drawing = new Drawing(100, 50, List.of(
                new Shape.Text(nasty, 1, 20, Typeface.MONO, 12, Shape.Anchor.START, Ink.TEXT)),
                List.of(new Drawing.Hot(new Box(0, 0, 10, 10), Target.of(Target.Kind.CPU, 1), nasty)));
        String svg = SvgWriter.write(drawing, Palette.LIGHT, metrics, nasty, nasty);
        Document document = parse(svg);
        String expected = nasty.replace('\u0001', '\ufffd').replace('\ud800', '\ufffd');
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getElementsByTagName("text").item(0).getTextContent()).isEqualTo(expected);
        assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(2);
    }

    @Test
    void everyPrimitiveIsWritten() throws Exception {
        var box = new Box(10, 10, 40, 20);
        var drawing = new Drawing(200, 100, List.of(
                new Shape.Rect(box, Ink.PAGE, Stroke.solid(Ink.NEW, 2), null, 3, 0),
                new Shape.Rect(box, Ink.RAISED, Stroke.dashed(Ink.UNCLEAN, 2), Ink.UNCLEAN, 3, 0),
                new Shape.Rect(box, Ink.PAGE, null, null, 0, 6),
                new Shape.Line(0, 0, 10, 10, Stroke.dotted(Ink.NEXT, 1), true),
                new Shape.Curve(0, 0, 5, 0, 5, 10, 10, 10, Stroke.solid(Ink.LINK, 1), true),
                new Shape.Polygon(new double[] {0, 5, 10}, new double[] {0, 8, 0}, Ink.VIOLATION, null),
                new Shape.Disc(20, 20, 6, Ink.UNCLEAN, null)), List.of());
        String svg = SvgWriter.write(drawing, Palette.DARK, metrics, "t", "");
        Document document = parse(svg);
        assertThat(document.getElementsByTagName("pattern").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("polygon").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(1);
        assertThat(svg).doesNotContain("href").contains("stroke-dasharray");
    }

    static Document parse(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
