// Sending one piece of evidence with its five facts; shared by desk and phone.
import { useEffect, useState } from 'react';
import { useCommand, useGet } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Evidence, Ref, Signer } from '@/api/types';
import { words } from '@/features/evidence/messages.zh';
import { flash } from '@/ui/flash';

export interface Meta { name: string; kind: string; collected_at: string; place: string; collectors: string[]; proves: string[]; lat?: string; lng?: string }

/** The officers named for the case collect together; before anybody is named it is the reader alone. */
function usualCollectors(people: Signer[], actor: Ref): string[] {
  const named = people.filter((one) => one.role === 'lead_officer' || one.role === 'assist_officer');
  const own = named.some((one) => one.role === 'lead_officer') && named.some((one) => one.id === actor.id);
  return own ? [...new Set(named.map((one) => one.id))] : [actor.id];
}

export function useUpload(caseId: string, actor: Ref, start: Partial<Meta>, onDone: () => void) {
  const { data: people = [] } = useGet<Signer[]>(api.signers(caseId));
  const [collectors, setCollectors] = useState<string[]>();
  const [file, setFile] = useState<File>();
  const [typed, setMeta] = useState<Omit<Meta, 'collectors'>>({ name: '', kind: '', collected_at: '', place: '', proves: [], ...start });
  const [wrong, setWrong] = useState<string[]>([]);
  const save = useCommand<Evidence>(() => { flash(words.saved(meta.name)); onDone(); });
  const meta: Meta = { ...typed, collectors: collectors ?? usualCollectors(people, actor) };
  const officers: Ref[] = [...new Map([actor, ...people.filter((one) => /officer$/.test(one.role))].map((one) => [one.id, { id: one.id, name: one.name }])).values()];
  const set = (part: Partial<Omit<Meta, 'collectors'>>) => setMeta((before) => ({ ...before, ...part }));
  const submit = () => {
    const problems = [!file && words.fileMissing, !meta.name.trim() && words.nameMissing, !meta.kind && words.kindMissing, !meta.place.trim() && words.placeMissing, meta.proves.length === 0 && words.provesMissing, meta.collectors.length === 0 && words.collectorMissing].filter((one): one is string => Boolean(one));
    setWrong(problems);
    if (problems.length > 0 || !file) return;
    const body = new FormData();
    body.append('meta', new Blob([JSON.stringify(meta)], { type: 'application/json' }));
    body.append('file', file, file.name);
    save.mutate({ path: api.part(caseId, 'evidence'), body });
  };
  const choose = (chosen: File | undefined) => { setFile(chosen); if (chosen && !meta.name) set({ name: chosen.name.replace(/\.[^.]+$/, '') }); };
  return { file, choose, meta, set, officers, setCollectors, wrong, submit, save };
}

/** A local address for showing a file that is not sent yet. */
export function usePreview(file: File | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!file || !file.type.startsWith('image/')) { setUrl(undefined); return; }
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

/** The device's position, six decimals, or nothing after the reader or the device declines. */
export function locate(onFound: (lat: string, lng: string) => void, onNone: () => void): void {
  if (!('geolocation' in navigator)) { onNone(); return; }
  navigator.geolocation.getCurrentPosition(({ coords }) => onFound(coords.latitude.toFixed(6), coords.longitude.toFixed(6)), onNone, { enableHighAccuracy: true, timeout: 8000 });
}
