//! The law's nouns and acts. Pure: knows no clock, no randomness, no files, no SQL and no BPMN element.
