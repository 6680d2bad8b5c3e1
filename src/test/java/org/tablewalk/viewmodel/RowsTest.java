package org.tablewalk.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;

@Tag("seeded")
class RowsTest {
    @Test
    void theListBecomesTheRowsWhateverTheyWere() {
        long seed = Seeds.of(11);
        var random = new Random(seed);
        var shown = FXCollections.<Integer>observableArrayList();
        for (int i = 0; i < 500; i++) {
            List<Integer> rows = random.ints(random.nextInt(30), 0, 3).boxed().toList();
            Rows.update(shown, rows);
            assertThat(shown).as("seed %d, round %d", seed, i).isEqualTo(rows);
        }
    }

    @Test
    void rowsThatStayAreLeftAlone() {
        var shown = FXCollections.observableArrayList(1, 2, 3, 4);
        var changed = new java.util.ArrayList<Integer>();
        shown.addListener((ListChangeListener<Integer>) change -> {
            while (change.next()) {
                changed.add(change.getFrom());
            }
        });
        Rows.update(shown, List.of(1, 2, 9, 4));
        assertThat(changed).containsExactly(2);
    }
}
