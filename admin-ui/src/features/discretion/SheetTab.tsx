// D9: why exactly this amount. There is no field, stepper or button on this page that changes a number.
import { Link } from 'wouter';
import { useGet } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Sheet, SheetCompared, SheetFactor, SheetView } from '@/api/types';
import { words } from '@/features/discretion/messages.zh';
import { fullDay, grouped, shortDay, yuan } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { LawLink } from '@/ui/LawLink';
import { Empty, Loaded } from '@/ui/Loaded';
import { ui } from '@/ui/messages.zh';
import { KeyValue, Note } from '@/ui/parts';
import { MissingLine } from '@/ui/Refusal';
import { Mark } from '@/ui/Status';

export function SheetTab({ caseId }: { caseId: string }) {
  const query = useGet<SheetView>(api.part(caseId, 'sheet'));
  return (
    <Loaded query={query}>{(view) => (
      <div className="cols case">
        <section className="pane" aria-label={words.title}><div className="scroll stack-l">
          {view.cannot && <Note tone="bad" icon="blocked"><b>{words.cannot}</b><MissingLine missing={view.cannot} caseId={caseId} /></Note>}
          {view.current ? <Current sheet={view.current} caseId={caseId} /> : !view.cannot && <Empty text={words.none} />}
        </div></section>
        <aside className="pane side" aria-label={words.penal}><div className="scroll stack-l"><Side view={view} /></div></aside>
      </div>
    )}</Loaded>
  );
}

function Current({ sheet, caseId }: { sheet: Sheet; caseId: string }) {
  return (
    <>
      <div className="box">
        <div className="in amount">
          <div><span className="m2">{words.fine}</span><div className="big">{yuan(sheet.fine)}</div><span className="sm m2">{words.version(sheet.sheet)} · {words.current} · {words.actDay(fullDay(sheet.act_date))}</span></div>
          <Range sheet={sheet} />
        </div>
        <div className="in locknote"><Icon name="lock" /> {words.locked}</div>
      </div>
      <div className="box">
        <header><h2>{words.factors}</h2><span className="sm m2">{words.table(sheet.table_title ?? sheet.table)}</span></header>
        <table className="tb sheet">
          <thead><tr><th>{words.factor}</th><th>{words.fact}</th><th>{words.option}</th><th>{words.evidence}</th><th className="r">{words.adds}</th></tr></thead>
          <tbody>{sheet.factors.map((factor) => <FactorRow key={factor.factor} factor={factor} caseId={caseId} />)}</tbody>
        </table>
      </div>
      <div className="box">
        <header><h2>{words.how}</h2></header>
        <div className="in"><ol className="formula mono">{sheet.steps.map((step, i) => <li key={i}>{step}</li>)}</ol>
          <KeyValue rows={[[words.clamped, sheet.clamped === 'none' ? words.notClamped : words.clampedBy(sheet.clamped)], [words.unrounded, yuan(sheet.unrounded)], [words.fine, <b key="f">{yuan(sheet.fine)}</b>]]} />
        </div>
      </div>
    </>
  );
}

function FactorRow({ factor, caseId }: { factor: SheetFactor; caseId: string }) {
  const counted = factor.not_counted === undefined && factor.option !== undefined;
  const evidence = factor.evidence ?? [];
  const others = (factor.options ?? []).filter((option) => option.id !== factor.option).map((option) => `${option.title} ${option.points}`).join(ui.comma);
  const chosen = factor.option_title ?? factor.options?.find((option) => option.id === factor.option)?.title ?? factor.option ?? words.noOption;
  return (
    <tr className={counted ? '' : 'grey'}>
      <td><b>{factor.factor_title ?? factor.factor}</b></td>
      <td>{factor.fact_text ?? ui.none}</td>
      <td>{counted ? <Mark tone="done" icon="done" word={chosen} /> : <Mark tone="idle" icon="ring" word={words.notCounted[factor.not_counted ?? 'not-chosen'] ?? words.noOption} />}{others && <div className="sm m2">{words.others(others)}</div>}</td>
      <td>{evidence.length === 0 ? ui.none : evidence.map((id) => <div key={id}><Link className="u" href={page.case(caseId, 'evidence')}>{id}</Link></div>)}</td>
      <td className="r nw"><b>{factor.points ?? '0'}</b> <span className="sm m2">{words.points('')}</span></td>
    </tr>
  );
}

/** Where the amount stands between floor and ceiling. Drawing only: the figure beside it is the server's. */
function Range({ sheet }: { sheet: Sheet }) {
  const [min, max, fine] = [sheet.range.min, sheet.range.max, sheet.fine].map(Number);
  const share = max > min ? Math.min(1, Math.max(0, (fine - min) / (max - min))) : 0;
  const x = 20 + share * 440;
  const anchor = share < 0.3 ? 'start' : share > 0.7 ? 'end' : 'middle';
  return (
    <svg className="rangebar" viewBox="0 0 480 74" role="img" aria-label={[words.floor(grouped(sheet.range.min)), words.ceiling(grouped(sheet.range.max)), words.here(yuan(sheet.fine))].join(ui.comma)}>
      <rect x="20" y="32" width="440" height="10" className="well" /><rect x="20" y="32" width={share * 440} height="10" className="part" />
      <path d={`M20 28v18M460 28v18`} className="edge" /><path d={`M${x - 7} 18h14l-7 12z`} className="here" />
      <text x={x} y="13" textAnchor={anchor} className="heretext">{words.here(yuan(sheet.fine))}</text>
      <text x="20" y="64">{words.floor(grouped(sheet.range.min))}</text><text x="460" y="64" textAnchor="end">{words.ceiling(grouped(sheet.range.max))}</text>
    </svg>
  );
}

function Side({ view }: { view: SheetView }) {
  const sheet = view.current;
  return (
    <>
      {view.entry && <section><h3>{words.penal}</h3><div className="law"><b><LawLink basis={view.entry.penal} /></b><p className="q">{view.entry.penal_text}</p></div></section>}
      {sheet?.compared && <Comparison fine={sheet.fine} other={sheet.compared} />}
      {sheet && <section><h3>{words.next}</h3><ul className="md stack">{Object.entries(sheet.flags).map(([id, on]) => <li key={id} className="row">{on ? <Mark tone="now" icon="now" word={words.need} /> : <Mark tone="idle" icon="ring" word={words.noNeed} />}{words.flags[id] ?? id}</li>)}</ul></section>}
      <section><h3>{words.versions}</h3><ul className="md">{view.versions.map((one) => <li key={one.sheet}><b>{words.version(one.sheet)}</b> {shortDay(one.at)} {yuan(one.fine)} {one.cause && <span className="m2">{words.because(one.cause)}</span>}</li>)}</ul>
        {sheet?.table_digest && <p className="sm m3 break">{words.digest}<br />{words.tableDigest} {sheet.table_digest}<br />{words.scriptDigest} {sheet.script_digest}</p>}</section>
    </>
  );
}

/** Both laws and which one counts. `other` is the one that is not applied; `result` says how it stands to the one that is. */
function Comparison({ fine, other }: { fine: string; other: SheetCompared }) {
  const [before, now] = other.applied === 'new' ? [other.fine, fine] : [fine, other.fine];
  const result = other.applied === 'new' ? words.newApplies : words.oldApplies[other.result];
  return (
    <section><h3>{words.compare}</h3>
      <table className="md plain"><tbody><tr><td>{words.old}</td><td className="r">{yuan(before)}</td></tr><tr><td>{words.new}</td><td className="r">{yuan(now)}</td></tr></tbody></table>
      <p className="md">{result}</p>
      <p className="sm m2">{other.basis}</p>
    </section>
  );
}
