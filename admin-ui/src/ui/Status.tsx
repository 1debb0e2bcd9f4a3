// A status is always a shape, a word and a colour together.
import type { StepState } from '@/api/types';
import { Icon, type IconName } from '@/ui/Icon';
import { ui } from '@/ui/messages.zh';

export type Tone = 'done' | 'now' | 'wait' | 'block' | 'idle';
const LOOK: Record<StepState, { tone: Tone; icon: IconName }> = {
  done: { tone: 'done', icon: 'done' }, now: { tone: 'now', icon: 'now' }, waiting: { tone: 'wait', icon: 'hourglass' },
  blocked: { tone: 'block', icon: 'blocked' }, later: { tone: 'idle', icon: 'ring' },
  not_required: { tone: 'idle', icon: 'skipped' },
};

export const look = (state: StepState) => LOOK[state] ?? LOOK.later;

export function Status({ state, word }: { state: StepState; word?: string }) {
  return <Mark tone={look(state).tone} icon={look(state).icon} word={word ?? ui.state[state]} />;
}

export function Mark({ tone, icon, word }: { tone: Tone; icon: IconName; word: string }) {
  return <span className={`st ${tone}`}><Icon name={icon} />{word}</span>;
}
