//! Any bytes to text: byte order mark, UTF-8, UTF-16 without a mark, or a guess.
//! Never fails; line ends become `\n` and the mark is dropped.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// The text that `bytes` spell.
pub fn decode(bytes: Vec<u8>) -> String {
    if Encoding::for_bom(&bytes).is_none()
        && utf16(&bytes).is_none()
        && let Err(error) = std::str::from_utf8(&bytes)
    {
        let encoding = guess(&bytes, error.valid_up_to());
        return newlines(encoding.decode_with_bom_removal(&bytes).0.into_owned());
    }
    let encoding = Encoding::for_bom(&bytes).map(|(found, _)| found).or_else(|| utf16(&bytes));
    let text = match encoding {
        Some(encoding) => encoding.decode_with_bom_removal(&bytes).0.into_owned(),
        None => String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    };
    newlines(text)
}

/// `text` with `\n` at the end of every line, whether it was CR, LF or both.
pub fn newlines(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// UTF-16 without a mark: one byte of two is nearly always NUL.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    if head.len() < 8 {
        return None;
    }
    let nuls = |from: usize| head.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let half = head.len() / 2;
    if odd * 10 > half * 4 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 4 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding of bytes that are not valid UTF-8 past `valid`.
fn guess(bytes: &[u8], valid: usize) -> &'static Encoding {
    // A few broken bytes in what is UTF-8 elsewhere do not make it another encoding.
    let spread = bytes.get(..valid).unwrap_or(&[]).iter().filter(|b| !b.is_ascii()).count();
    if spread >= 8 && broken(bytes) * 8 < spread {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

fn broken(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count()
}

/// The encoding of `rest`, which starts with the first byte that is not ASCII; none when it is UTF-8
/// but for a few bytes.
fn guess_late(rest: &[u8]) -> Option<&'static Encoding> {
    let error = std::str::from_utf8(rest).err()?;
    // A character cut by the end of the buffer is no error.
    error.error_len()?;
    let spread = rest.iter().filter(|b| !b.is_ascii()).count();
    (broken(rest) * 8 >= spread).then(|| guess(rest, error.valid_up_to()))
}

/// A reader that gives UTF-8 whatever the encoding of `inner`, told from its first bytes and, while
/// those are ASCII, from the first that are not. What cannot be decoded becomes U+FFFD.
pub struct Utf8Reader<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    /// Whether all was ASCII so far, which tells nothing of what comes.
    ascii: bool,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: BufRead> Utf8Reader<R> {
    /// Looks at what `inner` has buffered to tell its encoding.
    pub fn new(mut inner: R) -> io::Result<Self> {
        let head = inner.fill_buf()?;
        let encoding = match std::str::from_utf8(head) {
            _ if utf16(head).is_some() => utf16(head).unwrap_or(UTF_8),
            // A character cut by the end of the buffer is no error.
            Err(error) if error.error_len().is_some() && Encoding::for_bom(head).is_none() => {
                guess(head, error.valid_up_to())
            }
            _ => UTF_8,
        };
        let decoder = encoding.new_decoder();
        let ascii = encoding == UTF_8 && head.is_ascii();
        Ok(Self { inner, decoder, ascii, ready: Vec::new(), given: 0, ended: false })
    }

    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        while self.ready.is_empty() && !self.ended {
            let chunk = self.inner.fill_buf()?;
            self.ended = chunk.is_empty();
            if self.ascii
                && let Some(at) = chunk.iter().position(|byte| !byte.is_ascii())
            {
                self.ascii = false;
                if let Some(encoding) = chunk.get(at..).and_then(guess_late) {
                    // ASCII leaves no decoder of it in the middle of anything.
                    self.decoder = encoding.new_decoder_without_bom_handling();
                }
            }
            let room = self.decoder.max_utf8_buffer_length(chunk.len()).unwrap_or(chunk.len() * 3);
            self.ready.resize(room.max(16), 0);
            let (_, read, written, _) =
                self.decoder.decode_to_utf8(chunk, &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.inner.consume(read);
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Utf8Reader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            self.refill()?;
        }
        let rest = self.ready.get(self.given..).unwrap_or(&[]);
        let count = rest.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

/// Says of bytes that are no text what they are instead; looks at their beginning only.
pub fn not_text(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive or an office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"\xfd7zXZ\x00", "an xz archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x7fELF", "a program"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"SQLite format 3\x00", "a database"),
        (b"{\\rtf", "an RTF document"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or(&[]);
    if head.is_empty() || Encoding::for_bom(head).is_some() || utf16(head).is_some() {
        return None;
    }
    let nuls = head.iter().filter(|&&b| b == 0).count();
    if nuls == head.len() {
        return Some("nothing but NUL bytes");
    }
    let odd = head.iter().filter(|&&b| b < 0x20 && !b"\t\n\r\x0b\x0c\x1b".contains(&b)).count();
    (odd * 20 > head.len()).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utf16_bytes(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn marks_and_line_ends_go() {
        assert_eq!(decode(b"\xef\xbb\xbfa\r\nb\rc\n".to_vec()), "a\nb\nc\n");
        assert_eq!(decode(b"".to_vec()), "");
    }

    #[test]
    fn other_encodings_are_told() {
        let text = "Ferry in flames, said the harbour master";
        for big in [false, true] {
            assert_eq!(decode(utf16_bytes(text, big)), text);
            assert_eq!(decode(utf16_bytes(&format!("\u{feff}{text}"), big)), text);
        }
        let german = "Die Fähre brannte über Nacht, während die Küstenwache löschte.";
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(german);
        assert_eq!(decode(latin.into_owned()), german);
        let japanese = "港に停泊していたフェリーが燃え続けた。原因は不明である。";
        let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode(japanese);
        assert_eq!(decode(sjis.into_owned()), japanese);
        let cyrillic = "Паром горел в порту всю ночь, причина пожара пока неизвестна.";
        let (koi, _, _) = encoding_rs::WINDOWS_1251.encode(cyrillic);
        assert_eq!(decode(koi.into_owned()), cyrillic);
    }

    #[test]
    fn a_broken_byte_does_not_spoil_the_rest() {
        let mut bytes = "Fähre über Küste, größer, schöner, kühler — übel".as_bytes().to_vec();
        bytes.push(0xff);
        assert!(decode(bytes).starts_with("Fähre über"));
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(not_text(b"%PDF-1.7 ..."), Some("a PDF document"));
        assert_eq!(not_text(&[0; 100]), Some("nothing but NUL bytes"));
        assert_eq!(not_text(&[7; 100]), Some("binary data"));
        assert_eq!(not_text(b"plain\0text, one NUL and no more than that in it"), None);
        assert_eq!(not_text(&utf16_bytes("plain text", false)), None);
        assert_eq!(not_text(b""), None);
    }

    #[test]
    fn a_stream_is_decoded_as_it_comes() {
        for bytes in
            [utf16_bytes("\u{feff}[\"Fähre\"]", true), b"\xef\xbb\xbf[\"F\xc3\xa4hre\"]".to_vec()]
        {
            let mut out = String::new();
            let small = io::BufReader::with_capacity(16, bytes.as_slice());
            Utf8Reader::new(small).and_then(|mut r| r.read_to_string(&mut out)).unwrap();
            assert_eq!(out, "[\"Fähre\"]");
        }
    }

    #[test]
    fn a_stream_that_begins_in_ascii_is_told_later() {
        let german = "Die Fähre brannte über Nacht, während die Küstenwache löschte.";
        let text = "plain words, ".repeat(40) + german;
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
        for bytes in [latin.into_owned(), text.clone().into_bytes()] {
            let mut out = String::new();
            let small = io::BufReader::with_capacity(200, bytes.as_slice());
            Utf8Reader::new(small).and_then(|mut r| r.read_to_string(&mut out)).unwrap();
            assert_eq!(out, text);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_decode(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(!decode(bytes).contains('\r'));
        }

        #[test]
        fn text_is_read_as_it_is(text in "\\PC{0,80}") {
            prop_assume!(utf16(text.as_bytes()).is_none() && !text.starts_with('\u{feff}'));
            prop_assert_eq!(decode(text.clone().into_bytes()), text);
        }
    }
}
