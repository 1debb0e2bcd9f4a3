-- The base schema. Instants are milliseconds UTC, JSON is text; ids and codes sort by bytes. Same version, same logical schema: migrations/sqlite.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE case_state (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    release TEXT NOT NULL,
    last_seq BIGINT NOT NULL,
    state BYTEA NOT NULL,
    file BYTEA NOT NULL
);

CREATE TABLE case_head (
    case_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES case_state (id),
    clue_no TEXT COLLATE "C",
    case_no TEXT COLLATE "C",
    title TEXT NOT NULL,
    cause TEXT COLLATE "C",
    cause_title TEXT,
    party_name TEXT,
    party_code TEXT COLLATE "C",
    unit TEXT COLLATE "C" NOT NULL,
    unit_name TEXT,
    methods TEXT NOT NULL,
    phase TEXT COLLATE "C" NOT NULL,
    phase_title TEXT NOT NULL,
    result TEXT,
    action_code TEXT COLLATE "C",
    decision_no TEXT COLLATE "C",
    lead TEXT COLLATE "C",
    opened_at BIGINT NOT NULL,
    filed_at BIGINT,
    closed_at BIGINT,
    archived_at BIGINT,
    changed_at BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX case_head_unit ON case_head (unit, opened_at);
CREATE INDEX case_head_opened ON case_head (opened_at);
CREATE UNIQUE INDEX case_head_clue_no ON case_head (clue_no);
CREATE UNIQUE INDEX case_head_case_no ON case_head (case_no);
CREATE UNIQUE INDEX case_head_action_code ON case_head (action_code);
CREATE UNIQUE INDEX case_head_decision_no ON case_head (decision_no);
CREATE INDEX case_head_party_code ON case_head (party_code);

CREATE TABLE case_person (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    role TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, role, person)
);
CREATE INDEX case_person_person ON case_person (person);

CREATE TABLE journal (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    seq BIGINT NOT NULL,
    line BYTEA NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE payload (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    ref_id TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    salt BYTEA,
    bytes BYTEA,
    erased_at BIGINT,
    PRIMARY KEY (case_id, ref_id)
);
CREATE INDEX payload_seq ON payload (case_id, seq);

CREATE TABLE audit_tail (
    case_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    n BIGINT NOT NULL,
    digest TEXT NOT NULL
);

CREATE TABLE audit (
    case_id TEXT COLLATE "C" NOT NULL,
    n BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    outcome TEXT NOT NULL,
    line BYTEA NOT NULL,
    PRIMARY KEY (case_id, n)
);
CREATE INDEX audit_at ON audit (at_ms);

CREATE TABLE command (
    case_id TEXT COLLATE "C" NOT NULL,
    command TEXT COLLATE "C" NOT NULL,
    opens BOOLEAN NOT NULL,
    accepted BOOLEAN NOT NULL,
    fingerprint TEXT NOT NULL,
    answer BYTEA NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (case_id, command)
);
CREATE UNIQUE INDEX command_opens ON command (command) WHERE opens;

CREATE TABLE task (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    task TEXT COLLATE "C" NOT NULL,
    instance TEXT NOT NULL,
    element TEXT NOT NULL,
    step TEXT,
    title TEXT NOT NULL,
    method TEXT,
    role TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    assignee TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    form TEXT,
    unavailable BOOLEAN NOT NULL,
    opened_at BIGINT NOT NULL,
    due_ms BIGINT,
    limit_key TEXT,
    done_at BIGINT,
    done_by TEXT COLLATE "C",
    outcome TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (case_id, task)
);
CREATE INDEX task_mine ON task (assignee) WHERE state = 'open';
CREATE INDEX task_pool ON task (role, unit) WHERE state = 'open' AND assignee IS NULL;
CREATE INDEX task_done ON task (done_by, done_at) WHERE state = 'done';

CREATE TABLE timer (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    timer TEXT COLLATE "C" NOT NULL,
    element TEXT,
    source TEXT NOT NULL,
    due_ms BIGINT NOT NULL,
    wake_ms BIGINT NOT NULL,
    PRIMARY KEY (case_id, timer)
);
CREATE INDEX timer_wake ON timer (wake_ms, case_id, timer);

CREATE TABLE subscription (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    subscription TEXT COLLATE "C" NOT NULL,
    element TEXT NOT NULL,
    message TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C",
    unit TEXT COLLATE "C",
    form TEXT,
    title TEXT,
    PRIMARY KEY (case_id, subscription)
);
CREATE INDEX subscription_message ON subscription (message, key);

CREATE TABLE job (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    job TEXT COLLATE "C" NOT NULL,
    element TEXT,
    connector TEXT NOT NULL,
    operation TEXT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    due_ms BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    retries_left BIGINT NOT NULL,
    input BYTEA NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    PRIMARY KEY (case_id, job)
);
CREATE INDEX job_claim ON job (due_ms) WHERE state = 'ready';
CREATE INDEX job_leased ON job (lease_until) WHERE state = 'leased';

CREATE TABLE incident (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    incident TEXT COLLATE "C" NOT NULL,
    element TEXT,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    resolved_at BIGINT,
    resolved_by TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (case_id, incident)
);
CREATE INDEX incident_open ON incident (at_ms) WHERE resolved_at IS NULL;

CREATE TABLE case_limit (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    limit_key TEXT COLLATE "C" NOT NULL,
    limit_id TEXT COLLATE "C" NOT NULL,
    title TEXT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    start_on TEXT,
    due_on TEXT,
    due_ms BIGINT,
    yellow_ms BIGINT,
    red_ms BIGINT,
    provisional BOOLEAN NOT NULL,
    basis TEXT NOT NULL,
    responsible TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (case_id, limit_key)
);
CREATE INDEX case_limit_due ON case_limit (state, due_ms);

CREATE TABLE document (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    document TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    title TEXT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    number TEXT COLLATE "C",
    digest TEXT COLLATE "C",
    sealed_digest TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    frozen_at BIGINT,
    sealed_at BIGINT,
    data TEXT NOT NULL,
    PRIMARY KEY (case_id, document, version)
);

CREATE TABLE number_series (
    series TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    next BIGINT NOT NULL
);

CREATE TABLE number_drawn (
    series TEXT COLLATE "C" NOT NULL REFERENCES number_series (series),
    n BIGINT NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL REFERENCES case_state (id),
    command TEXT NOT NULL,
    PRIMARY KEY (series, n)
);

CREATE TABLE content (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    bytes BYTEA NOT NULL
);

CREATE TABLE release (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    published_by TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE TABLE release_file (
    release TEXT COLLATE "C" NOT NULL REFERENCES release (id),
    path TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL REFERENCES content (digest),
    PRIMARY KEY (release, path)
);

CREATE TABLE release_current (
    slot BIGINT NOT NULL PRIMARY KEY CHECK (slot = 1),
    release TEXT COLLATE "C" NOT NULL REFERENCES release (id)
);

CREATE TABLE unit (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    region TEXT COLLATE "C" NOT NULL,
    parent TEXT COLLATE "C",
    data TEXT NOT NULL
);

CREATE TABLE role (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    data TEXT NOT NULL
);

CREATE TABLE person (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    post TEXT,
    certificate TEXT,
    certificate_until TEXT,
    active BOOLEAN NOT NULL,
    data TEXT NOT NULL
);

CREATE TABLE person_role (
    person TEXT COLLATE "C" NOT NULL REFERENCES person (id),
    role TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person, role, unit)
);

CREATE TABLE account (
    login TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person TEXT COLLATE "C" NOT NULL,
    password_hash TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    failures BIGINT NOT NULL,
    locked_until BIGINT
);

CREATE TABLE session (
    token_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_expires ON session (expires_at);
CREATE INDEX session_person ON session (person);

CREATE TABLE enterprise (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    credit_code TEXT COLLATE "C",
    region TEXT COLLATE "C" NOT NULL,
    address TEXT,
    representative TEXT,
    industry TEXT,
    permit TEXT,
    changed_at BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE UNIQUE INDEX enterprise_credit_code ON enterprise (credit_code);
CREATE INDEX enterprise_region ON enterprise (region);

CREATE TABLE blob (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    sm3 TEXT NOT NULL,
    size BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE upload (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    case_id TEXT COLLATE "C",
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    digest TEXT COLLATE "C" NOT NULL REFERENCES blob (digest),
    sm3 TEXT NOT NULL,
    size BIGINT NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX upload_case ON upload (case_id);

CREATE TABLE signature (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    case_id TEXT COLLATE "C" NOT NULL,
    task TEXT,
    person TEXT,
    name TEXT NOT NULL,
    capacity TEXT NOT NULL,
    digest TEXT COLLATE "C" NOT NULL REFERENCES blob (digest),
    signed_at BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX signature_case ON signature (case_id);

CREATE TABLE draft (
    case_id TEXT COLLATE "C" NOT NULL,
    task TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, task, person)
);

CREATE TABLE portal_publication (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    action_code TEXT COLLATE "C" NOT NULL,
    decision_no TEXT NOT NULL,
    title TEXT NOT NULL,
    party_name TEXT NOT NULL,
    agency TEXT NOT NULL,
    region TEXT COLLATE "C" NOT NULL,
    decided_on TEXT COLLATE "C" NOT NULL,
    content TEXT NOT NULL,
    pdf_digest TEXT COLLATE "C",
    published_at BIGINT NOT NULL,
    until TEXT,
    withdrawn_at BIGINT,
    withdrawn_reason TEXT
);
CREATE INDEX portal_publication_code ON portal_publication (action_code);
CREATE INDEX portal_publication_decided ON portal_publication (decided_on);

CREATE TABLE webhook (
    sender TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    body_digest TEXT NOT NULL,
    status BIGINT NOT NULL,
    answer BYTEA NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (sender, id)
);

CREATE TABLE message (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    case_id TEXT COLLATE "C",
    channel TEXT NOT NULL,
    receiver TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX message_case ON message (case_id, at_ms);
