//! The second channel: reports of one event that share hardly any wording. They are told by the names,
//! figures and turns of phrase they have in common.
