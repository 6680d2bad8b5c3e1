package org.tablewalk.picture.forest;

import java.util.List;
import org.tablewalk.picture.tree.TreeScene;

/**
 * Several trees at one moment.
 *
 * @param title     what they have in common
 * @param trees     always the same ones in the same order for one subject; those of a group one after another
 * @param crossings the ways from one stage to the next that are to be seen
 * @param news      what happens now, of each walk through two stages
 * @param stale     what TLBs that keep both stages still lead to
 * @param focus     the CPU that is looked at, or -1
 */
public record ForestScene(String title, List<Tree> trees, List<Crossing> crossings, List<News> news, List<News> stale, int focus) {
    /** Lists that nobody else can change. */
    public ForestScene {
        trees = List.copyOf(trees);
        crossings = List.copyOf(crossings);
        news = List.copyOf(news);
        stale = List.copyOf(stale);
    }

    /**
     * A tree.
     *
     * @param group  whose it is: trees of a group stand beside each other
     * @param last   whether its outputs are physical addresses: it stands right of the others of its group, which lead into it
     * @param name   what it is called
     * @param about  what else there is to say in few words
     * @param users  CPUs that walk it
     * @param coming CPUs that may walk it, or what they walk now, until they synchronise
     * @param scene  what it shows
     */
    public record Tree(int group, boolean last, String name, String about, List<Integer> users, List<Integer> coming, TreeScene scene) {
        /** Lists that nobody else can change. */
        public Tree {
            users = List.copyOf(users);
            coming = List.copyOf(coming);
        }
    }

    /**
     * A way from one stage to the next.
     *
     * @param from  a table or an entry of one tree, by its address
     * @param to    the entry of another by which it is found
     * @param kind  why it is to be seen
     * @param tip   one line for a tooltip and for a reader of the screen
     */
    public record Crossing(long from, long to, Kind kind, String tip) {
        /** A walk goes that way now; it belongs to what is selected; the entry does not lead there any more; or a TLB goes on as if it led where it did. */
        public enum Kind {
            WALK, SELECTED, BROKEN, STALE
        }
    }

    /**
     * What a CPU's walk does.
     *
     * @param cpu   whose it is
     * @param forms the same in ever fewer words
     */
    public record News(int cpu, List<String> forms) {
        /** A list that nobody else can change. */
        public News {
            forms = List.copyOf(forms);
        }
    }
}
