// The bpmn-js viewer, loaded only here. The mark of bpmn.io stays visible, as its licence asks.
import { useEffect, useRef, useState } from 'react';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import { words } from '@/features/diagram/messages.zh';

interface Props { xml: string; tokens: string[]; done: string[]; incidents: string[] }
interface CanvasModule { zoom(mode: 'fit-viewport' | number, at?: 'auto'): void; addMarker(id: string, mark: string): void }
interface Overlays { add(id: string, overlay: { position: { top: number; right: number }; html: HTMLElement }): void }
interface Registry { get(id: string): unknown }

export default function Canvas({ xml, tokens, done, incidents }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer | null>(null);
  const [failed, setFailed] = useState(false);
  const state = JSON.stringify([tokens, done, incidents]);
  useEffect(() => {
    const made = new NavigatedViewer({ container: box.current! });
    viewer.current = made;
    made.importXML(xml).then(() => mark(made, JSON.parse(state) as string[][])).catch(() => setFailed(true));
    return () => { viewer.current = null; made.destroy(); };
  }, [xml, state]);
  return (
    <>
      <div className="row sidehead surface"><span className="sp" /><button type="button" className="btn s" onClick={() => viewer.current?.get<CanvasModule>('canvas').zoom('fit-viewport', 'auto')}>{words.fit}</button></div>
      {failed && <p className="pad12 t-bad" role="alert">{words.failed}</p>}
      <div className="diagram" ref={box} role="group" aria-label={words.drawing} />
    </>
  );
}

/** Tokens are discs with a number; elements passed have a bold border, stuck ones a red disc. */
function mark(viewer: NavigatedViewer, [tokens, done, incidents]: string[][]): void {
  const canvas = viewer.get<CanvasModule>('canvas');
  const overlays = viewer.get<Overlays>('overlays');
  const registry = viewer.get<Registry>('elementRegistry');
  canvas.zoom('fit-viewport', 'auto');
  const known = (id: string) => Boolean(registry.get(id));
  for (const id of new Set(done.filter(known))) canvas.addMarker(id, 'is-done');
  const disc = (id: string, text: string, tone: string) => {
    const html = document.createElement('div');
    html.className = `token ${tone}`;
    html.textContent = text;
    overlays.add(id, { position: { top: -12, right: 12 }, html });
  };
  for (const id of new Set(tokens.filter(known))) {
    canvas.addMarker(id, 'is-now');
    disc(id, String(tokens.filter((one) => one === id).length), '');
  }
  for (const id of new Set(incidents.filter(known))) {
    canvas.addMarker(id, 'is-stuck');
    disc(id, '!', 'bad');
  }
}
