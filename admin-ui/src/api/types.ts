// What the server answers and takes, written by hand until the generated `schema.ts` replaces it.
// Instants are RFC 3339, days `YYYY-MM-DD`, money decimal text in yuan.

export type Unit = 'day' | 'working_day';
export type Answers = Record<string, unknown>;

/** A place in a law. `text` is ready to show; the parts open the article as it was `on` a day. */
export interface Basis { law: string; article?: string; paragraph?: string; item?: string; mark?: string; text?: string; on?: string }

export interface Limit {
  id: string; name: string; state: 'running' | 'met' | 'over' | 'ended' | 'suspended';
  start?: string; due?: string; left?: number; unit: Unit; level: 'green' | 'yellow' | 'red' | 'none'; text: string;
  provisional?: boolean; basis?: Basis[]; how?: string[]; responsible?: string;
}
export interface LimitOfCase extends Limit { case: string; case_no: string; party: string }

export interface Ref { id: string; name: string }
export interface Titled { id: string; title: string }

export interface Me {
  person: { id: string; name: string; unit: { id: string; name: string; region?: string }; roles: Titled[]; certificate?: { no: string; valid_until: string } };
  demo: boolean; counts: { mine: number; team: number };
  permissions: Permission[]; has_password: boolean; must_change_password: boolean;
}
/** A door of the server that the person's roles open; entries are shown by it. */
export type Permission = 'Public' | 'OwnAccount' | 'SignedIn' | 'RegisterClue' | 'ReadCase' | 'WorkOnCase' | 'WriteEvidence' | 'ReadEnterprise' | 'WriteEnterprise' | 'ReadDisclosure' | 'PublishDefinitions' | 'ManageAccounts' | 'Operate';

export type AccountState = 'initial' | 'active' | 'locked' | 'disabled';
export interface StaffItem {
  id: string; name: string; unit: Titled; post?: string; roles: Titled[]; certificate?: { no: string; valid_until?: string };
  active: boolean; account?: { login: string; state: AccountState; locked_minutes?: number }; own: boolean;
}
export interface IncidentItem {
  case: string; case_no: string; case_title: string; incident: string; code: string; place: string; process: string; text: string;
  technical: string; since: string; job?: string; limit?: Limit; can_resolve: boolean;
}
export interface JobItem {
  case: string; case_no: string; case_title: string; job: string; place: string; connector: string; operation: string;
  state: 'ready' | 'running' | 'failed'; attempts: number; at: string; error?: string; incident?: string;
}
export interface Operations { incidents: IncidentItem[]; jobs: JobItem[] }
export interface InitialPassword { login: string; password: string }
export interface AccountTrail {
  items: { n: number; at: string; by: string; person: string; text: string }[]; chain: { ok: boolean; rows: number; head: string };
}
export interface Demo {
  clock: string;
  persons: { id: string; name: string; titles: string[]; unit: string; phone_first: boolean }[];
  /** `case` is empty before the first clue; without `person` the case waits for the clock. */
  next?: { case: string; step: string; title: string; person?: Ref; task?: string; waits?: string };
  jumps: { next_limit?: { at: string; name: string }; next_working_day: string };
}

export interface InboxItem {
  case: string; case_no: string; task?: string; element: string; step?: string; title: string; reason?: string;
  party: string; cause?: string; method?: string; from?: { who: string; at: string }; limit?: Limit; assignee?: Ref;
  opened_at: string; kind: 'task' | 'event';
}
export interface Inbox { items: InboxItem[]; counts: { mine: number; team: number } }

export interface Enterprise {
  id: string; name: string; credit_code: string; address: string; legal_person?: string; phone?: string;
  cases: CaseRow[];
}
export interface CaseRow {
  id: string; case_no?: string; clue_no?: string; title: string; party: string; cause?: string;
  phase: string; phase_title: string; limit?: Limit; updated_at: string;
}

export type StepState = 'done' | 'now' | 'waiting' | 'blocked' | 'half' | 'later' | 'not_required' | 'returned';
/** What is missing before an act, who supplies it and where. */
export interface Missing {
  gate?: string; text: string; who?: string;
  goto?: { kind: 'task' | 'evidence' | 'document' | 'limits'; id?: string };
  basis: Basis[]; statutory: boolean;
}
export interface StepTask { task: string; title: string; role_title: string; assignee?: Ref; mine: boolean; limit?: Limit }
export interface StepEvent { element: string; title: string; role_title: string; mine: boolean }
export interface Step {
  id: string; title: string; state: StepState; who?: string; when?: string; papers?: { id: string; kind: string; name: string }[];
  text?: string; rule?: string; tasks?: StepTask[]; events?: StepEvent[]; missing?: Missing[];
}
export interface Method { id: string; title: string; done: number; total: number; steps: Step[] }
export interface CaseView {
  id: string; case_no?: string; clue_no?: string; action_code?: string; title: string; party: { id?: string; name: string };
  cause?: { id: string; title: string; law_text: string }; conduct_date?: string; proposed_fine?: string;
  state: Titled; archived: boolean; methods: Method[]; limits: Limit[];
  people: { id: string; name: string; role: string; role_title: string }[]; notes: string[];
  incidents: { id: string; code: string; text: string; at: string }[];
  counts: { evidence: number; documents: number; limits: number; messages?: number };
}

/** JSON Schema 2020-12 with the extra words `x-fact`, `x-labels`, `x-class`. */
export interface Schema { [keyword: string]: unknown }
export interface FieldLayout { name: string; widget?: string; help?: string; fields?: (string | FieldLayout)[]; readonly?: boolean; [key: string]: unknown }
/** Whose signatures a task asks for; `when` makes it depend on an answer. */
export interface SignatureWanted { by: string; count?: number; label?: string; when?: { field: string; in: unknown[] } }
export interface Layout {
  form?: string; sections?: { title?: string; note?: string; fields: (string | FieldLayout)[] }[];
  shows?: string[]; signatures?: SignatureWanted[];
}
export interface FormDefinition { id: string; title: string; schema: Schema; layout?: Layout }

export interface Allowed { ok: boolean; reason?: string }
export interface TaskView {
  task?: string; element: string; title: string; step: Titled; role_title: string; assignee?: Ref; form: FormDefinition;
  values: Answers; sources: Record<string, string>; shows: { path: string; title: string; value: unknown }[];
  paper?: { kind: string; name: string; preview: string }; bases: Basis[]; limit?: Limit; missing: Missing[];
  allowed: { complete: Allowed; claim?: Allowed; release?: Allowed; return?: { ok: boolean; reason?: string; to: { element: string; title: string }[] } };
  signatures?: SignatureWanted[]; unavailable?: { text: string };
  draft?: { answers: Answers; saved_at: string };
}
export interface Done {
  case: string; seq: number;
  opened: { task: string; step?: string; title: string; role: string }[];
  documents: { id: string; kind: string; version: number; state: string }[];
}

export interface Evidence {
  id: string; name: string; kind: string; kind_title: string; media: string; size: number; sha256: string; sm3?: string;
  collected_at: string; place: string; collector: string; proves: Titled[]; complete: boolean;
  lacks: string[]; state: string; url: string; excluded_for?: string;
}
export interface EvidenceElement { id: string; title: string; need: boolean; status: 'satisfied' | 'weak' | 'missing' | 'contradicted'; text: string }
export interface EvidenceView { items: Evidence[]; elements: EvidenceElement[]; objects: Titled[]; kinds: Titled[] }

export interface SheetFactor {
  factor: string; factor_title?: string; option?: string; option_title?: string; points?: string;
  from_fact?: Record<string, unknown>; evidence: string[]; options?: { id: string; title: string; points: string }[];
  counted?: boolean; text?: string; by_fact?: boolean;
}
export interface Sheet {
  sheet: number; entry: string; act_date: string; decision_date?: string; range: { min: string; max: string };
  table: string; table_title?: string; table_digest?: string; script_digest?: string; factors: SheetFactor[]; steps: string[];
  unrounded: string; clamped: string; fine: string;
  compared?: { entry: string; fine: string; result: string; applied: string; basis: string };
  flags: Record<string, boolean>;
}
export interface SheetView {
  current?: Sheet; versions: { sheet: number; fine: string; at: string; cause: string }[]; cannot?: Missing;
  /** The clause that the amount rests on; `factors` is the factor table, also before the first sheet. */
  entry?: { id: string; title: string; penal: Basis; penal_text: string; factors: SheetFactor[] };
}

export interface Paper {
  id: string; kind: string; name: string; version: number; state: 'void' | 'draft' | 'frozen' | 'sealed' | 'served'; number?: string;
  made_at: string; signed_by?: string[]; sealed?: boolean; pdf: string;
  life?: { stage: string; title: string; done: boolean; who?: string; at?: string }[];
}
export interface Timeline {
  items: { seq: number; at: string; who?: string; text: string; kind: 'step' | 'evidence' | 'document' | 'view' | 'system'; detail?: unknown }[];
  chain: { ok: boolean; rows: number; head: string };
}
export interface Diagram {
  processes: { id: string; name: string; xml: string; instances: { id: string; tokens: string[]; done: string[]; incidents: string[]; called_from?: string }[] }[];
}
export interface DisclosurePlan {
  fields: { path: string; title: string; value: string; action: 'show' | 'hide'; rule: string; basis?: Basis }[];
  scan: { what: string; hits: number }[]; publish_on?: string; state: string; case: string;
  tasks?: { task: string; title: string; mine: boolean; role_title?: string }[];
}
export interface Person { id: string; name: string; titles?: string[]; unit?: string }
export interface Cause { id: string; title: string; violated?: string; penal?: string; amount?: string; valid?: string }
export interface Article { law: string; title: string; article: string; text: string; source?: string; mark?: string; valid?: string }
export interface Signer { id: string; name: string; role: string; role_title?: string }
