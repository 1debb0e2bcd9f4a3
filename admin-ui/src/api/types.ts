// Names of the pages for what the server answers and takes. The shapes are those of `schema.ts`, which `npm run generate` makes
// from the server's OpenAPI document. Instants are RFC 3339, days `YYYY-MM-DD`, money decimal text in yuan.
import type { components } from '@/api/schema';

type S = components['schemas'];

export type Answers = Record<string, unknown>;

/** A place in a law. A page may open one by its parts alone, as it was `on` a day. */
export type Basis = Pick<S['Basis'], 'law'> & Partial<S['Basis']> & { on?: string };
export type Limit = S['Limit'];
export type LimitOfCase = S['LimitItem'];
export type Ref = S['Who'];
export type Titled = S['Named'];

export type Me = S['Me'];
export type Permission = S['Permission'];
export type AccountState = S['AccountState'];
export type Staff = S['Staff'];
export type StaffItem = S['StaffItem'];
export type InitialPassword = S['InitialPassword'];
export type AccountTrail = S['AccountTrailView'];
export type IncidentItem = S['IncidentItem'];
export type JobItem = S['JobItem'];
export type Operations = S['Operations'];
export type Demo = S['Demo'];

export type InboxItem = S['InboxItem'];
export type Inbox = S['Inbox'];
export type Enterprise = S['EnterpriseItem'];
export type CaseRow = S['CaseItem'];
export type StepState = S['StepState'];
export type Missing = S['Missing'];
export type StepTask = S['TaskRef'];
export type StepEvent = S['EventRef'];
export type Step = S['StepView'];
export type Method = S['MethodView'];
export type CaseView = S['CaseView'];
export type Allowed = S['Allowed'];
export type Done = S['Done'];
export type Evidence = S['EvidenceItem'];
export type EvidenceElement = S['ElementView'];
export type EvidenceView = S['EvidenceList'];
export type SheetFactor = S['FactorRow'];
export type Sheet = S['SheetDocument'];
export type SheetCompared = S['SheetCompared'];
export type SheetView = S['SheetView'];
export type Paper = S['DocumentItem'];
export type Timeline = S['Timeline'];
export type Diagram = S['Diagram'];
export type DisclosurePlan = S['DisclosurePlan'];
export type Person = S['PersonItem'];
export type Cause = S['CauseItem'];
export type Article = S['LawArticle'];
export type Signer = S['PersonOfCase'];
export type ProblemDocument = S['Problem'];
export type FieldProblem = S['FieldError'];

// Forms are content of a release (docs/formats/form.md): the API carries them as objects, these are their words.

/** JSON Schema 2020-12 with the extra words `x-fact`, `x-labels`, `x-class`. */
export interface Schema { [keyword: string]: unknown }
export interface FieldLayout { name: string; widget?: string; help?: string; fields?: (string | FieldLayout)[]; readonly?: boolean; [key: string]: unknown }
/** Whose signatures a form asks for; `when` makes it depend on an answer. */
export type SignatureWanted = Pick<S['SignatureAsked'], 'by'> & Partial<S['SignatureAsked']>;
export interface Layout {
  form?: string; sections?: { title?: string; note?: string; fields: (string | FieldLayout)[] }[];
  shows?: string[]; signatures?: SignatureWanted[];
}
export type FormDefinition = Omit<S['FormView'], 'schema' | 'layout'> & { schema: Schema; layout?: Layout };
export type TaskView = Omit<S['TaskView'], 'form'> & { form: FormDefinition };
