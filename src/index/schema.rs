//! The fields of the index and how each is kept.
//! A change here, or in what the analyser makes of a text, changes [`fingerprint`].

use super::figure::{FIGURES, FigureTokenizer};
use super::tokenizer::{Analysis, WORDS, WordTokenizer};
use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer, TokenizerManager};

/// Names that are asked for by name rather than by field.
pub(super) const ID: &str = "id";
pub(super) const DATE: &str = "date";
pub(super) const WORDS_COLUMN: &str = "words";
pub(super) const SOURCE_VALUE: &str = "source_value";
pub(super) const PLACE_VALUE: &str = "place_value";
pub(super) const SECTION_VALUE: &str = "section_value";
pub(super) const TAG_VALUE: &str = "tag_value";
pub(super) const LANG_VALUE: &str = "lang_value";
pub(super) const CONTENT_HASH: &str = "content_hash";
pub(super) const META: &str = "meta";

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// [`crate::corpus::ArticleId`]'s number; indexed and fast.
    pub(super) id: Field,
    /// The record's own id, as it is.
    pub(super) key: Field,
    /// `path` or `path:record`, as it is.
    pub(super) origin: Field,
    /// The file, as it is.
    pub(super) path: Field,
    pub(super) title: Field,
    /// The text; the only one that is stored.
    pub(super) body: Field,
    /// The first words of the text.
    pub(super) lead: Field,
    pub(super) byline: Field,
    pub(super) source: Field,
    pub(super) place: Field,
    pub(super) section: Field,
    pub(super) tag: Field,
    pub(super) lang: Field,
    pub(super) url: Field,
    /// Labels as they stand, fast, to be counted by.
    pub(super) source_value: Field,
    pub(super) place_value: Field,
    pub(super) section_value: Field,
    pub(super) tag_value: Field,
    pub(super) lang_value: Field,
    /// Seconds since 1970, fast.
    pub(super) date: Field,
    /// Words in the body, fast.
    pub(super) words: Field,
    /// What a refresh compares, fast.
    pub(super) content_hash: Field,
    /// The numbers of title and text, without separators.
    pub(super) figure: Field,
    /// The sketch's terms.
    pub(super) sketch: Field,
    /// Everything of an article but its body (see [`super::meta`]), as a column, so that a list of
    /// hits decompresses no text.
    pub(super) meta: Field,
    /// The same for the odd article whose metadata is too long for a column; stored.
    pub(super) long_meta: Field,
}

/// The schema and its fields.
pub(super) fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexed = |tokenizer: &str, record: IndexRecordOption, norms: bool| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(record)
                .set_fieldnorms(norms),
        )
    };
    let text = indexed(WORDS, IndexRecordOption::WithFreqsAndPositions, true);
    let label = indexed(WORDS, IndexRecordOption::WithFreqsAndPositions, false);
    // As it stands, a column to count hits by. A field of its own, since of one that is a column as well
    // ranges of words are looked for in the column.
    let value = TextOptions::default().set_fast("raw");
    let exact = indexed("raw", IndexRecordOption::Basic, false);
    let number = NumericOptions::default();
    let fields = Fields {
        id: schema.add_u64_field(ID, number.clone().set_indexed().set_fast()),
        key: schema.add_text_field("key", exact.clone()),
        origin: schema.add_text_field("origin", exact.clone()),
        path: schema.add_text_field("path", exact),
        title: schema.add_text_field("title", text.clone()),
        body: schema.add_text_field("body", text.clone().set_stored()),
        lead: schema.add_text_field("lead", text.clone()),
        byline: schema.add_text_field("byline", text),
        source: schema.add_text_field("source", label.clone()),
        place: schema.add_text_field("place", label.clone()),
        section: schema.add_text_field("section", label.clone()),
        tag: schema.add_text_field("tag", label.clone()),
        lang: schema.add_text_field("lang", label.clone()),
        url: schema.add_text_field("url", label),
        source_value: schema.add_text_field(SOURCE_VALUE, value.clone()),
        place_value: schema.add_text_field(PLACE_VALUE, value.clone()),
        section_value: schema.add_text_field(SECTION_VALUE, value.clone()),
        tag_value: schema.add_text_field(TAG_VALUE, value.clone()),
        lang_value: schema.add_text_field(LANG_VALUE, value),
        date: schema.add_i64_field(DATE, number.clone().set_fast()),
        words: schema.add_u64_field(WORDS_COLUMN, number.clone().set_fast()),
        content_hash: schema.add_u64_field(CONTENT_HASH, number.clone().set_fast()),
        figure: schema.add_text_field("figure", indexed(FIGURES, IndexRecordOption::Basic, false)),
        sketch: schema.add_u64_field("sketch", number.set_indexed()),
        meta: schema.add_bytes_field(META, BytesOptions::default().set_fast()),
        long_meta: schema.add_bytes_field("long_meta", BytesOptions::default().set_stored()),
    };
    (schema.build(), fields)
}

/// The tokenizers, which an index forgets when it is closed.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::new();
    manager.register("raw", RawTokenizer::default());
    // Asked for by numeric fields, which never use it.
    manager.register("default", RawTokenizer::default());
    manager.register(WORDS, TextAnalyzer::from(WordTokenizer));
    manager.register(FIGURES, TextAnalyzer::from(FigureTokenizer));
    manager
}

/// Sixteen hex digits that change with the schema, the form of the metadata or the analyser: an
/// index made under others is of no use. The analyser is judged by what it makes of a text that has
/// one of everything.
pub(super) fn fingerprint() -> String {
    const FORM: u32 = 1;
    const PROBE: &str = "ISIS-K's 1,200 U.S. troops; naïve café–bar e-mail x_y 6:54 №5 ½ Ǆ \
        straße Größe İstanbul Ελλάδα Москва́ 東京タワー 한국어 ภาษาไทย नमस्ते العَرَبِيَّة a.b@example.org \u{2011}";
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    hasher.update(&FORM.to_le_bytes());
    hasher.update(serde_json::to_string(&build().0).unwrap_or_default().as_bytes());
    let mut analysis = Analysis::new(PROBE);
    while let Some(place) = analysis.advance() {
        hasher.update(analysis.term().as_bytes());
        hasher.update(&place.position.to_le_bytes());
    }
    format!("{:016x}", hasher.digest())
}
