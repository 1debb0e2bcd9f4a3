// Every address of the server that the pages use.

const seg = encodeURIComponent;
const query = (params: Record<string, string | undefined>) => {
  const pairs = Object.entries(params).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
};

export const api = {
  me: '/api/me',
  session: '/api/session',
  password: '/api/me/password',
  staff: '/api/staff',
  staffTrail: '/api/staff/trail',
  /** Without `act` it gives an account. */
  account: (person: string, act?: 'reset' | 'disable' | 'enable' | 'unlock') => `/api/staff/${seg(person)}/account${act ? `/${act}` : ''}`,
  demo: '/api/demo',
  demoSession: '/api/demo/session',
  demoClock: '/api/demo/clock',
  demoPayment: '/api/demo/payment',
  inbox: (tab: string, q: string) => `/api/inbox${query({ tab, q })}`,
  enterprises: (q: string) => `/api/enterprises${query({ q })}`,
  enterprise: (id: string) => `/api/enterprises/${seg(id)}`,
  clueForm: '/api/clues/form',
  clues: '/api/clues',
  cases: (scope: string, q: string) => `/api/cases${query({ scope, q })}`,
  case: (id: string) => `/api/cases/${seg(id)}`,
  part: (id: string, part: string) => `/api/cases/${seg(id)}/${part}`,
  task: (id: string, task: string) => `/api/cases/${seg(id)}/tasks/${seg(task)}`,
  event: (id: string, element: string) => `/api/cases/${seg(id)}/events/${seg(element)}`,
  /** `by`: party, witness, or the id of the person of the agency who signs. */
  signatures: (id: string, by: string, name?: string) => `/api/cases/${seg(id)}/signatures${query({ by, name })}`,
  signers: (id: string) => `/api/cases/${seg(id)}/signers`,
  exclude: (id: string, evidence: string) => `/api/cases/${seg(id)}/evidence/${seg(evidence)}/exclude`,
  operations: '/api/operations',
  incident: (id: string, incident: string, act: 'retry' | 'resolve') => `/api/cases/${seg(id)}/incidents/${seg(incident)}/${act}`,
  limits: '/api/limits',
  people: (role: string) => `/api/people${query({ role })}`,
  causes: (on: string, q: string) => `/api/causes${query({ on, q })}`,
  article: (law: string, article: string, on: string) => `/api/laws/${seg(law)}/${seg(article)}${query({ on })}`,
};

/** Addresses of our own pages. `base` is empty on the desk; the phone's router adds its own. */
export const page = {
  inbox: '/inbox',
  newClue: '/clues/new',
  case: (id: string, tab = 'steps') => `/cases/${id}/${tab}`,
  task: (id: string, task: string) => `/cases/${id}/tasks/${task}`,
  /** The element's id goes without its process: the address is one segment. */
  event: (id: string, element: string) => `/cases/${id}/events/${element.split('/').at(-1)}`,
  document: (id: string, document: string) => `/cases/${id}/documents/${document}`,
  enterprise: (id: string) => `/enterprises/${id}`,
  people: '/admin/people',
  incidents: '/ops/incidents',
  password: '/me/password',
};
