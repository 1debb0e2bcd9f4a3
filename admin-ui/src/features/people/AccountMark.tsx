// The account of a person as a shape and a word.
import type { AccountState, StaffItem } from '@/api/types';
import { words } from '@/features/people/messages.zh';
import type { IconName } from '@/ui/Icon';
import { Mark, type Tone } from '@/ui/Status';

const LOOK: Record<AccountState, { tone: Tone; icon: IconName }> = {
  initial: { tone: 'now', icon: 'key' }, active: { tone: 'done', icon: 'done' }, locked: { tone: 'wait', icon: 'lock' }, disabled: { tone: 'block', icon: 'blocked' },
};

export function AccountMark({ item }: { item: StaffItem }) {
  if (!item.active) return <Mark tone="idle" icon="skipped" word={words.gone} />;
  const state = item.account?.state;
  return state ? <Mark {...LOOK[state]} word={words.state[state]} /> : <Mark tone="idle" icon="ring" word={words.none} />;
}
