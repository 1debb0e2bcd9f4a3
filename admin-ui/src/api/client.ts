// The one way to the server: same origin, session cookie, a command id on every write, problems as exceptions.
import type { ProblemDocument } from '@/api/types';
import { uuidv7 } from '@/api/uuid';

type ProblemBody = Partial<ProblemDocument>;

/** An answer of the server that is not a success. `detail` is Chinese and meant for the reader. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly body: ProblemBody;
  constructor(status: number, body: ProblemBody) {
    super(`${status} ${body.code ?? ''} ${body.detail ?? ''}`);
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.detail = body.detail ?? body.title ?? '';
    this.body = body;
  }
}

/** The server could not be reached: nothing is known about the fate of a write, so it is repeated with the same id. */
export class Unreachable extends Error {}

async function answer<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (response.ok) {
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const body = await response.json().catch(() => ({}));
  throw new Problem(response.status, body as ProblemBody);
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(path, { headers: { Accept: 'application/json' }, signal });
}

export interface Write { method?: 'POST' | 'PUT' | 'DELETE'; path: string; body?: unknown; commandId?: string }

/** Sends a write. A `Blob` or `FormData` goes as it is, anything else as JSON. */
export function send<T>({ method = 'POST', path, body, commandId = uuidv7() }: Write): Promise<T> {
  const headers: Record<string, string> = { 'Command-Id': commandId, Accept: 'application/json' };
  let payload: BodyInit | undefined;
  if (body instanceof FormData) payload = body;
  else if (body instanceof Blob) {
    payload = body;
    headers['Content-Type'] = body.type;
  } else if (body !== undefined) {
    payload = JSON.stringify(body);
    headers['Content-Type'] = 'application/json';
  }
  return answer<T>(path, { method, headers, body: payload });
}
