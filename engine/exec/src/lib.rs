//! The sans-IO execution core. Knows no law, no clock, no database, no network.
