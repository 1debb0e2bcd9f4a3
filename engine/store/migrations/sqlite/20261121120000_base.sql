-- The base schema. Instants are milliseconds UTC, flags 0 or 1, JSON is text. Same version, same logical schema: migrations/postgres.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE case_state (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    release TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    state BLOB NOT NULL,
    file BLOB NOT NULL
) STRICT;

CREATE TABLE case_head (
    case_id TEXT NOT NULL PRIMARY KEY REFERENCES case_state (id),
    clue_no TEXT,
    case_no TEXT,
    title TEXT NOT NULL,
    cause TEXT,
    cause_title TEXT,
    party_name TEXT,
    party_code TEXT,
    unit TEXT NOT NULL,
    unit_name TEXT,
    methods TEXT NOT NULL,
    phase TEXT NOT NULL,
    phase_title TEXT NOT NULL,
    result TEXT,
    action_code TEXT,
    decision_no TEXT,
    lead TEXT,
    opened_at INTEGER NOT NULL,
    filed_at INTEGER,
    closed_at INTEGER,
    archived_at INTEGER,
    changed_at INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX case_head_unit ON case_head (unit, opened_at);
CREATE INDEX case_head_opened ON case_head (opened_at);
CREATE UNIQUE INDEX case_head_clue_no ON case_head (clue_no);
CREATE UNIQUE INDEX case_head_case_no ON case_head (case_no);
CREATE UNIQUE INDEX case_head_action_code ON case_head (action_code);
CREATE UNIQUE INDEX case_head_decision_no ON case_head (decision_no);
CREATE INDEX case_head_party_code ON case_head (party_code);

CREATE TABLE case_person (
    case_id TEXT NOT NULL REFERENCES case_state (id),
    role TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (case_id, role, person)
) STRICT;
CREATE INDEX case_person_person ON case_person (person);

CREATE TABLE journal (
    case_id TEXT NOT NULL REFERENCES case_state (id),
    seq INTEGER NOT NULL,
    line BLOB NOT NULL,
    PRIMARY KEY (case_id, seq)
) STRICT;

CREATE TABLE payload (
    case_id TEXT NOT NULL REFERENCES case_state (id),
    ref_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    salt BLOB,
    bytes BLOB,
    erased_at INTEGER,
    PRIMARY KEY (case_id, ref_id)
) STRICT;
CREATE INDEX payload_seq ON payload (case_id, seq);

CREATE TABLE audit_tail (
    case_id TEXT NOT NULL PRIMARY KEY,
    n INTEGER NOT NULL,
    digest TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    case_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    outcome TEXT NOT NULL,
    line BLOB NOT NULL,
    PRIMARY KEY (case_id, n)
) STRICT;
CREATE INDEX audit_at ON audit (at_ms);

CREATE TABLE command (
    case_id TEXT NOT NULL,
    command TEXT NOT NULL,
    opens INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    answer BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (case_id, command)
) STRICT;
CREATE UNIQUE INDEX command_opens ON command (command) WHERE opens;

CREATE TABLE task (
    case_id TEXT NOT NULL REFERENCES case_state (id),
    task TEXT NOT NULL,
    instance TEXT NOT NULL,
    element TEXT NOT NULL,
    step TEXT,
    title TEXT NOT NULL,
    method TEXT,
    role TEXT NOT NULL,
    unit TEXT NOT NULL,
    assignee TEXT,
    state TEXT NOT NULL,
    form TEXT,
    unavailable INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    due_ms INTEGER,
    limit_key TEXT,
    done_at INTEGER,
    done_by TEXT,
    outcome TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (case_id, task)
) STRICT;
CREATE INDEX task_mine ON task (assignee) WHERE state = 'open';
CREATE INDEX task_pool ON task (role, unit) WHERE state = 'open' AND assignee IS NULL;
CREATE INDEX task_done ON task (done_by, done_at) WHERE state = 'done';

CREATE TABLE timer (
    case_id TEXT NOT NULL REFERENCES case_state (id),
    timer TEXT NOT NULL,
    element TEXT,
    source TEXT NOT NULL,
    due_ms INTEGER NOT NULL,
    wake_ms INTEGER NOT NULL,
    PRIMARY KEY (case_id, timer)
) STRICT;
CREATE INDEX timer_wake ON timer (wake_ms, case_id, timer);

CREATE TABLE subscription (
    case_id TEXT NOT NULL REFERENCES case_state (id),
    subscription TEXT NOT NULL,
    element TEXT NOT NULL,
    message TEXT NOT NULL,
    key TEXT NOT NULL,
    role TEXT,
    unit TEXT,
    form TEXT,
    title TEXT,
    PRIMARY KEY (case_id, subscription)
) STRICT;
CREATE INDEX subscription_message ON subscription (message, key);

CREATE TABLE job (
    case_id TEXT NOT NULL REFERENCES case_state (id),
    job TEXT NOT NULL,
    element TEXT,
    connector TEXT NOT NULL,
    operation TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    due_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    retries_left INTEGER NOT NULL,
    input BLOB NOT NULL,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    PRIMARY KEY (case_id, job)
) STRICT;
CREATE INDEX job_claim ON job (due_ms) WHERE state = 'ready';
CREATE INDEX job_leased ON job (lease_until) WHERE state = 'leased';

CREATE TABLE incident (
    case_id TEXT NOT NULL REFERENCES case_state (id),
    incident TEXT NOT NULL,
    element TEXT,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    resolved_at INTEGER,
    resolved_by TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (case_id, incident)
) STRICT;
CREATE INDEX incident_open ON incident (at_ms) WHERE resolved_at IS NULL;

CREATE TABLE case_limit (
    case_id TEXT NOT NULL REFERENCES case_state (id),
    limit_key TEXT NOT NULL,
    limit_id TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    start_on TEXT,
    due_on TEXT,
    due_ms INTEGER,
    yellow_ms INTEGER,
    red_ms INTEGER,
    provisional INTEGER NOT NULL,
    basis TEXT NOT NULL,
    responsible TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (case_id, limit_key)
) STRICT;
CREATE INDEX case_limit_due ON case_limit (state, due_ms);

CREATE TABLE document (
    case_id TEXT NOT NULL REFERENCES case_state (id),
    document TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    number TEXT,
    digest TEXT,
    sealed_digest TEXT,
    created_at INTEGER NOT NULL,
    frozen_at INTEGER,
    sealed_at INTEGER,
    data TEXT NOT NULL,
    PRIMARY KEY (case_id, document, version)
) STRICT;

CREATE TABLE number_series (
    series TEXT NOT NULL PRIMARY KEY,
    next INTEGER NOT NULL
) STRICT;

CREATE TABLE number_drawn (
    series TEXT NOT NULL REFERENCES number_series (series),
    n INTEGER NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_state (id),
    command TEXT NOT NULL,
    PRIMARY KEY (series, n)
) STRICT;

CREATE TABLE content (
    digest TEXT NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE release (
    id TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    published_by TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE TABLE release_file (
    release TEXT NOT NULL REFERENCES release (id),
    path TEXT NOT NULL,
    digest TEXT NOT NULL REFERENCES content (digest),
    PRIMARY KEY (release, path)
) STRICT;

CREATE TABLE release_current (
    slot INTEGER NOT NULL PRIMARY KEY CHECK (slot = 1),
    release TEXT NOT NULL REFERENCES release (id)
) STRICT;

CREATE TABLE unit (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    parent TEXT,
    data TEXT NOT NULL
) STRICT;

CREATE TABLE role (
    id TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    post TEXT,
    certificate TEXT,
    certificate_until TEXT,
    active INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT;

CREATE TABLE person_role (
    person TEXT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (person, role, unit)
) STRICT;

CREATE TABLE account (
    login TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    locked_until INTEGER
) STRICT;

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_expires ON session (expires_at);
CREATE INDEX session_person ON session (person);

CREATE TABLE enterprise (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    credit_code TEXT,
    region TEXT NOT NULL,
    address TEXT,
    representative TEXT,
    industry TEXT,
    permit TEXT,
    changed_at INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX enterprise_credit_code ON enterprise (credit_code);
CREATE INDEX enterprise_region ON enterprise (region);

CREATE TABLE blob (
    digest TEXT NOT NULL PRIMARY KEY,
    sm3 TEXT NOT NULL,
    size INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE upload (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    digest TEXT NOT NULL REFERENCES blob (digest),
    sm3 TEXT NOT NULL,
    size INTEGER NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX upload_case ON upload (case_id);

CREATE TABLE signature (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL,
    task TEXT,
    person TEXT,
    name TEXT NOT NULL,
    capacity TEXT NOT NULL,
    digest TEXT NOT NULL REFERENCES blob (digest),
    signed_at INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX signature_case ON signature (case_id);

CREATE TABLE draft (
    case_id TEXT NOT NULL,
    task TEXT NOT NULL,
    person TEXT NOT NULL,
    body BLOB NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, task, person)
) STRICT;

CREATE TABLE portal_publication (
    id TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL,
    action_code TEXT NOT NULL,
    decision_no TEXT NOT NULL,
    title TEXT NOT NULL,
    party_name TEXT NOT NULL,
    agency TEXT NOT NULL,
    region TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    content TEXT NOT NULL,
    pdf_digest TEXT,
    published_at INTEGER NOT NULL,
    until TEXT,
    withdrawn_at INTEGER,
    withdrawn_reason TEXT
) STRICT;
CREATE INDEX portal_publication_code ON portal_publication (action_code);
CREATE INDEX portal_publication_decided ON portal_publication (decided_on);

CREATE TABLE webhook (
    sender TEXT NOT NULL,
    id TEXT NOT NULL,
    body_digest TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (sender, id)
) STRICT;

CREATE TABLE message (
    key TEXT NOT NULL PRIMARY KEY,
    case_id TEXT,
    channel TEXT NOT NULL,
    receiver TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX message_case ON message (case_id, at_ms);
