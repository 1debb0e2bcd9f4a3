//! Template and case data become a PDF. Knows no SQL and no HTTP.
