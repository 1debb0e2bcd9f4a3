//! The built pages of the desk and the phone, embedded.
