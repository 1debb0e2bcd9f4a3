// Sending one piece of evidence with its five facts; shared by desk and phone.
import { useEffect, useState } from 'react';
import { useCommand } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Evidence } from '@/api/types';
import { words } from '@/features/evidence/messages.zh';
import { flash } from '@/ui/flash';

export interface Meta { name: string; kind: string; collected_at: string; place: string; collector: string; proves: string[]; lat?: string; lng?: string }

export function useUpload(caseId: string, start: Partial<Meta>, onDone: () => void) {
  const [file, setFile] = useState<File>();
  const [meta, setMeta] = useState<Meta>({ name: '', kind: '', collected_at: '', place: '', collector: '', proves: [], ...start });
  const [wrong, setWrong] = useState<string[]>([]);
  const save = useCommand<Evidence>(() => { flash(words.saved(meta.name)); onDone(); });
  const set = (part: Partial<Meta>) => setMeta((before) => ({ ...before, ...part }));
  const submit = () => {
    const problems = [!file && words.fileMissing, !meta.name.trim() && words.nameMissing, !meta.kind && words.kindMissing, !meta.place.trim() && words.placeMissing, meta.proves.length === 0 && words.provesMissing].filter((one): one is string => Boolean(one));
    setWrong(problems);
    if (problems.length > 0 || !file) return;
    const body = new FormData();
    body.append('meta', new Blob([JSON.stringify(meta)], { type: 'application/json' }));
    body.append('file', file, file.name);
    save.mutate({ path: api.part(caseId, 'evidence'), body });
  };
  const choose = (chosen: File | undefined) => { setFile(chosen); if (chosen && !meta.name) set({ name: chosen.name.replace(/\.[^.]+$/, '') }); };
  return { file, choose, meta, set, wrong, submit, save };
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
