// A signature as the value of a field: drawn, sent, and remembered by its id.
import { api } from '@/api/paths';
import { useCommand } from '@/api/hooks';
import type { WidgetProps } from '@/form/Field';
import { useScope } from '@/form/scope';
import { form } from '@/form/messages.zh';
import { SignaturePad } from '@/ui/SignaturePad';
import { Icon } from '@/ui/Icon';
import { Refusal } from '@/ui/Refusal';

export function SignatureField({ layout, control }: WidgetProps) {
  const { caseId } = useScope();
  const upload = useCommand<{ id: string }>((answer) => control.onChange(answer.id));
  if (control.value) return <div className="row t-ok"><Icon name="done" />{form.chosen}<button type="button" className="btn s" onClick={() => control.onChange(undefined)}>{form.change}</button></div>;
  return (
    <div id={control.id} tabIndex={-1}>
      <SignaturePad busy={upload.isPending} onDone={(png) => upload.mutate({ path: api.signatures(caseId ?? '', String(layout?.by ?? 'party')), body: png })} />
      <Refusal error={upload.error} caseId={caseId} />
    </div>
  );
}
