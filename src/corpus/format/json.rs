//! JSON: an array of records, an object that wraps one, or one record.
//! Arrays are read element by element and never held whole.

use super::{Format, Input, Item, LONGEST_ARTICLE, Sink, complaint, too_long};
use crate::corpus::encoding::Utf8Reader;
use crate::corpus::record::{self, Keys};
use crate::corpus::{FieldMap, Origin, Problem};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;
use std::io::{self, BufReader};
use std::ops::ControlFlow;

pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn read(&self, input: Input<'_>, fields: &FieldMap, sink: &mut Sink<'_>) -> io::Result<()> {
        let reader = BufReader::new(Utf8Reader::new(input.reader)?);
        let mut run =
            Run { path: input.path, fields, sink, keys: Keys::default(), count: 0, stopped: false };
        let mut json = serde_json::Deserializer::from_reader(reader);
        let outcome = TopLevel { run: &mut run, wrapped: false }
            .deserialize(&mut json)
            .and_then(|()| json.end());
        match outcome {
            Ok(()) => Ok(()),
            Err(_) if run.stopped => Ok(()),
            Err(error) if error.is_io() => Err(error.into()),
            Err(error) => {
                let message = format!(
                    "{} of line {}, after {} records; the rest of the file could not be read",
                    complaint(&error),
                    error.line(),
                    run.count
                );
                run.tell(Item::Problem(Problem::new(input.path, message)));
                Ok(())
            }
        }
    }
}

/// One reading of a file.
struct Run<'r, 's> {
    path: &'r str,
    fields: &'r FieldMap,
    sink: &'r mut Sink<'s>,
    keys: Keys,
    /// Records so far.
    count: u64,
    /// Whether the sink broke off.
    stopped: bool,
}

impl Run<'_, '_> {
    fn tell(&mut self, item: Item) {
        self.stopped |= (self.sink)(item) == ControlFlow::Break(());
    }

    fn record(&mut self, value: &Value) {
        self.count += 1;
        let origin = Origin { path: self.path.to_string(), record: Some(self.count) };
        let place = origin.to_string();
        let item = match record::article(value, origin, self.fields, &mut self.keys) {
            Ok(article) if article.body.len() as u64 > LONGEST_ARTICLE => {
                let size = Some(article.body.len() as u64);
                Item::Problem(Problem::new(place, too_long("the record", size)))
            }
            Ok(article) => Item::Article(article),
            Err(message) => Item::Problem(Problem::new(place, message)),
        };
        self.tell(item);
    }

    fn records<'de, A: SeqAccess<'de>>(&mut self, mut array: A) -> Result<(), A::Error> {
        while let Some(value) = array.next_element::<Value>()? {
            self.record(&value);
            if self.stopped {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// What exports call the array of records, or the object around it.
const WRAPPERS: &[&str] = &[
    "articles",
    "items",
    "docs",
    "documents",
    "results",
    "data",
    "records",
    "news",
    "stories",
    "entries",
    "posts",
    "hits",
    "response",
    "rows",
];

/// The value of a whole file, or of a field that wraps the records.
struct TopLevel<'t, 'r, 's> {
    run: &'t mut Run<'r, 's>,
    wrapped: bool,
}

impl<'de> DeserializeSeed<'de> for TopLevel<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TopLevel<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of records, or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<(), A::Error> {
        self.run.records(array)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut object = Map::new();
        let before = self.run.count;
        while let Some(key) = map.next_key::<String>()? {
            let wraps = WRAPPERS.contains(&key.to_lowercase().as_str())
                && !self.run.fields.values().any(|name| *name == key);
            if wraps {
                map.next_value_seed(TopLevel { run: self.run, wrapped: true })?;
            } else {
                object.insert(key, map.next_value()?);
            }
        }
        if self.run.count > before {
            return Ok(());
        }
        // An array under a name of its own: the only list of objects there is.
        let lists = || {
            object.values().filter_map(Value::as_array).filter(|list| {
                !list.is_empty() && list.iter().all(|item| record_like(item, self.run.fields))
            })
        };
        if let (Some(list), 1) = (lists().next(), lists().count()) {
            for value in list.clone() {
                self.run.record(&value);
                if self.run.stopped {
                    return Err(A::Error::custom("stopped"));
                }
            }
        } else if !self.wrapped {
            self.run.record(&Value::Object(object));
        }
        Ok(())
    }

    // Scalars under a wrapper's name (`"results": 12`) say nothing.
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.scalar(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.scalar(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.scalar(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.scalar(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.scalar(value.into())
    }
}

impl TopLevel<'_, '_, '_> {
    fn scalar<E>(self, value: Value) -> Result<(), E> {
        if !self.wrapped {
            self.run.record(&value);
        }
        Ok(())
    }
}

/// Whether an object in a list can be an article, as comments and pictures cannot.
fn record_like(value: &Value, fields: &FieldMap) -> bool {
    let origin = Origin { path: String::new(), record: None };
    value.is_object() && record::article(value, origin, fields, &mut Keys::default()).is_ok()
}
