//! Fingerprints as bytes, for when those of a corpus do not fit the memory they may take.
//! For a file that lives no longer than the comparison: the form changes as it likes.

use super::Fingerprint;
use super::fingerprint::Extent;
use super::marks::{Mark, Marks};
use std::io::{self, Read, Write};

impl Fingerprint {
    /// Writes it to `to`; [`Self::read`] gives back an equal one.
    ///
    /// # Errors
    /// Those of `to`.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        for word in [self.marks.len() as u32, self.fine, self.end] {
            to.write_all(&word.to_le_bytes())?;
        }
        for word in self.whole.words().into_iter().chain(self.own.words()) {
            to.write_all(&word.to_le_bytes())?;
        }
        to.write_all(&[u8::from(self.source.is_some())])?;
        to.write_all(&self.source.unwrap_or_default().to_le_bytes())?;
        for mark in self.marks.iter() {
            to.write_all(&mark.bits().to_le_bytes())?;
        }
        Ok(())
    }

    /// Reads what [`Self::write`] wrote; `buffer` is scratch space.
    ///
    /// # Errors
    /// Those of `from`, and when it ends too early.
    pub fn read(from: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<Self> {
        let mut word = || -> io::Result<u32> {
            let mut bytes = [0; 4];
            from.read_exact(&mut bytes)?;
            Ok(u32::from_le_bytes(bytes))
        };
        let (count, fine, end) = (word()?, word()?, word()?);
        let whole = Extent::from_words([word()?, word()?, word()?]);
        let own = Extent::from_words([word()?, word()?, word()?]);
        let (mut known, mut source) = ([0], [0; 8]);
        from.read_exact(&mut known)?;
        from.read_exact(&mut source)?;
        buffer.clear();
        buffer.resize(count as usize * 8, 0);
        from.read_exact(buffer)?;
        let (eights, _) = buffer.as_chunks::<8>();
        let marks = eights.iter().map(|bytes| Mark::from_bits(u64::from_le_bytes(*bytes)));
        Ok(Self {
            marks: Marks::new(marks),
            fine,
            whole,
            own,
            end,
            source: (known != [0]).then_some(u64::from_le_bytes(source)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neardup::Document;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(
            words in prop::collection::vec(0_u8..30, 0..200),
            source in prop::option::of("[a-z]{1,8}"),
        ) {
            let body: String = words.iter().map(|word| format!("w{word} \" ")).collect();
            let source = source.as_deref();
            let one = Fingerprint::of(Document { body: &body, source, date: None });
            let mut bytes = Vec::new();
            one.write(&mut bytes).unwrap();
            let mut rest = bytes.as_slice();
            let read = Fingerprint::read(&mut rest, &mut Vec::new()).unwrap();
            prop_assert!(rest.is_empty());
            prop_assert_eq!(format!("{read:?}"), format!("{one:?}"));
            bytes.pop();
            prop_assert!(Fingerprint::read(&mut bytes.as_slice(), &mut Vec::new()).is_err());
        }
    }
}
