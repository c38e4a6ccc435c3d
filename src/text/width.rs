//! How many terminal columns a text takes, and cutting it to fit.
//! Counted by grapheme cluster, so that emoji and combining marks never break a border.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that `text` (one line, sanitised) takes: the sum over its grapheme clusters, which is how
/// cells are filled when it is drawn.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(cluster_width).sum()
}

/// Columns of one grapheme cluster.
pub(super) fn cluster_width(cluster: &str) -> usize {
    if cluster.len() == 1 {
        return 1;
    }
    // The screen buffer gives every half-width sound mark a cell more than the tables do; what is
    // drawn after one would stand elsewhere than laid out if this counted otherwise.
    let sound_marks = cluster.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    cluster.width() + sound_marks
}

/// The longest prefix of `text` that fits `columns`, ending in `…` when something was cut.
pub fn ellipsize(text: &str, columns: usize) -> String {
    let mut used = 0;
    // Where to cut so that the prefix and the `…` fit together.
    let mut cut = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += cluster_width(grapheme);
        if used > columns {
            let mut out = text.get(..cut).unwrap_or("").to_string();
            if columns > 0 {
                out.push('…');
            }
            return out;
        }
        if used < columns {
            cut = at + grapheme.len();
        }
    }
    text.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_columns_by_cluster() {
        assert_eq!(width("fire"), 4);
        assert_eq!(width("火事"), 4);
        assert_eq!(width("cafe\u{301}"), 4);
        assert_eq!(width("👩‍👩‍👧‍👦"), 2);
        assert_eq!(width("🇩🇪"), 2);
    }

    #[test]
    fn cuts_between_clusters() {
        assert_eq!(ellipsize("harbour", 7), "harbour");
        assert_eq!(ellipsize("harbour", 6), "harbo…");
        assert_eq!(ellipsize("火事の港", 4), "火…");
        assert_eq!(ellipsize("a👩‍👩‍👧b", 3), "a…");
        assert_eq!(ellipsize("ab", 1), "…");
        assert_eq!(ellipsize("ab", 0), "");
        assert_eq!(ellipsize("", 0), "");
    }

    proptest! {
        #[test]
        fn counts_like_the_screen_buffer(text in "[\\PC\u{ff70}-\u{ffa0}\u{1f3fb}-\u{1f3ff}\u{fe0f}]{1,6}") {
            use ratatui::buffer::CellWidth;
            for cluster in text.graphemes(true) {
                prop_assert_eq!(cluster_width(cluster), usize::from(cluster.cell_width()));
            }
        }

        #[test]
        fn what_is_cut_fits(text in "\\PC{0,40}", columns in 0usize..30) {
            let cut = ellipsize(&text, columns);
            prop_assert!(width(&cut) <= columns);
            prop_assert!(cut == text || text.starts_with(cut.trim_end_matches('…')));
            prop_assert_eq!(cut == text, width(&text) <= columns);
        }
    }
}
