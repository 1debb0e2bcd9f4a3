//! Statements whose text differs from PostgreSQL.

/// Claims due jobs in the order of their due time: $1 now, $2 lease end, $3 how many.
pub(crate) const CLAIM_JOBS: &str = "UPDATE job SET state = 'leased', epoch = epoch + 1, lease_until = $2, attempts = attempts + 1 \
     WHERE rowid IN (SELECT rowid FROM job WHERE state = 'ready' AND due_ms <= $1 ORDER BY due_ms LIMIT $3) RETURNING *";

/// Claims jobs whose lease ran out: $1 now, $2 lease end, $3 how many.
pub(crate) const RECLAIM_JOBS: &str = "UPDATE job SET epoch = epoch + 1, lease_until = $2, attempts = attempts + 1 \
     WHERE rowid IN (SELECT rowid FROM job WHERE state = 'leased' AND lease_until <= $1 ORDER BY lease_until LIMIT $3) RETURNING *";

/// Journal rows of one command: $1 case, $2 JSON array of `[seq, hex of the line]`.
pub(crate) const APPEND_JOURNAL: &str = "INSERT INTO journal (case_id, seq, line) \
     SELECT $1, value ->> 0, unhex(value ->> 1) FROM json_each($2) WHERE TRUE ORDER BY 1";

/// Payloads of one command: $1 case, $2 JSON array of `[ref, seq, hex of the salt, hex of the bytes]`.
pub(crate) const APPEND_PAYLOADS: &str = "INSERT INTO payload (case_id, ref_id, seq, salt, bytes) \
     SELECT $1, value ->> 0, value ->> 1, unhex(value ->> 2), unhex(value ->> 3) FROM json_each($2)";
