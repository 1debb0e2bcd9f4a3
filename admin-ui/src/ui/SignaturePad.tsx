// A pad for a signature by finger, stylus or mouse. Gives a PNG with a white ground.
import { useRef, useState, type PointerEvent } from 'react';
import { Icon } from '@/ui/Icon';
import { ui } from '@/ui/messages.zh';

const WIDTH = 640;
const HEIGHT = 320;
const STROKE = 5;

export function SignaturePad({ onDone, busy }: { onDone: (png: Blob) => void; busy?: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<[number, number] | null>(null);
  const [drawn, setDrawn] = useState(false);

  const at = (event: PointerEvent): [number, number] => {
    const box = canvas.current!.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT];
  };
  const clear = () => {
    const pen = canvas.current?.getContext('2d');
    if (pen) { pen.fillStyle = '#fff'; pen.fillRect(0, 0, WIDTH, HEIGHT); }
    setDrawn(false);
  };
  const start = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawn) clear();
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = at(event);
  };
  const move = (event: PointerEvent) => {
    const pen = canvas.current?.getContext('2d');
    if (!last.current || !pen) return;
    const next = at(event);
    pen.strokeStyle = '#15202b'; pen.lineWidth = STROKE; pen.lineCap = 'round'; pen.lineJoin = 'round';
    pen.beginPath(); pen.moveTo(...last.current); pen.lineTo(...next); pen.stroke();
    last.current = next;
    setDrawn(true);
  };
  const stop = () => { last.current = null; };
  const done = () => canvas.current?.toBlob((png) => { if (png) onDone(png); }, 'image/png');

  return (
    <div>
      <div className="pad">
        <canvas ref={canvas} width={WIDTH} height={HEIGHT} role="img" aria-label={ui.padLabel} onPointerDown={start} onPointerMove={move} onPointerUp={stop} onPointerCancel={stop} />
        <div className="base" />
      </div>
      <div className="row padacts">
        <button type="button" className="btn" onClick={clear}><Icon name="undo" />{ui.clearPad}</button>
        <span className="sp" />
        <button type="button" className="btn p" disabled={!drawn || busy} onClick={done}>{ui.useSignature}</button>
      </div>
    </div>
  );
}
