// Shows the last result of an action in a polite live region.
import { useSyncExternalStore } from 'react';
import { flash, useFlash } from '@/ui/flash';
import { Icon } from '@/ui/Icon';
import { ui } from '@/ui/messages.zh';

export function Flash() {
  const text = useFlash();
  const online = useOnline();
  return (
    <>
    {!online && <div className="flash off" role="alert"><Icon name="triangle" />{ui.offline}</div>}
    <div role="status" aria-live="polite" className={text ? 'flash' : 'live'}>
      {text && <><Icon name="done" /><span>{text}</span><span className="sp" /><button type="button" className="ib" aria-label={ui.close} onClick={() => flash('')}><Icon name="close" /></button></>}
    </div>
    </>
  );
}

function useOnline(): boolean {
  return useSyncExternalStore((listener) => {
    window.addEventListener('online', listener);
    window.addEventListener('offline', listener);
    return () => { window.removeEventListener('online', listener); window.removeEventListener('offline', listener); };
  }, () => navigator.onLine);
}
