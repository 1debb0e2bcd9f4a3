// What is left of a limit: shape, colour and the server's own words.
import type { Limit } from '@/api/types';
import { Icon, type IconName } from '@/ui/Icon';
import { ui } from '@/ui/messages.zh';

const LOOK: Record<Limit['level'], { icon: IconName; tone: string }> = {
  green: { icon: 'disc', tone: 'g' }, yellow: { icon: 'triangle', tone: 'y' }, red: { icon: 'square', tone: 'r' }, none: { icon: 'ring', tone: 'm2' },
};

/** `quiet`: nothing at all where no limit runs. */
export function LimitMark({ limit, quiet = false }: { limit?: Limit; quiet?: boolean }) {
  if (!limit && quiet) return null;
  if (!limit) return <span className="m3">{ui.none}</span>;
  const { icon, tone } = LOOK[limit.level] ?? LOOK.none;
  return <span className={`dl ${tone}`}><Icon name={icon} />{limit.text}{limit.provisional && <span className="sm">{ui.provisional}</span>}</span>;
}
