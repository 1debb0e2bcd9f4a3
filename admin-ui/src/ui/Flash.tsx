// Shows the last result of an action in a polite live region.
import { flash, useFlash } from '@/ui/flash';
import { Icon } from '@/ui/Icon';
import { ui } from '@/ui/messages.zh';

export function Flash() {
  const text = useFlash();
  return (
    <div role="status" aria-live="polite" className={text ? 'flash' : 'live'}>
      {text && <><Icon name="done" /><span>{text}</span><span className="sp" /><button type="button" className="ib" aria-label={ui.close} onClick={() => flash('')}><Icon name="close" /></button></>}
    </div>
  );
}
