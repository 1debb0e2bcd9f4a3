// One article as printed, with source and mark; in the right pane or in a sheet.
import { Problem } from '@/api/client';
import { useGetFresh } from '@/api/hooks';
import { api } from '@/api/paths';
import type { Article, Basis } from '@/api/types';
import { words } from '@/features/laws/messages.zh';
import { lawText } from '@/ui/format';
import { Icon } from '@/ui/Icon';
import { Loaded } from '@/ui/Loaded';
import { ui } from '@/ui/messages.zh';

export function ArticleCard({ basis, onClose }: { basis: Basis; onClose?: () => void }) {
  const { on } = basis;
  const query = useGetFresh<Article>(api.article(basis.law, basis.article ?? '', on ?? ''), Boolean(basis.article));
  const unknown = query.error instanceof Problem && query.error.status === 404;
  return (
    <div className="law">
      <div className="row sm m2"><b className="ink">{lawText(basis)}</b><span className="sp" />{onClose && <button type="button" className="ib small" aria-label={words.close} onClick={onClose}><Icon name="close" /></button>}</div>
      {unknown ? <p className="q m2">{words.notStored}</p> : <Loaded query={query}>{(article) => (
        <>
          <p className="q">{article.text || words.notStored}</p>
          <div className="sm m2">{[article.title, article.valid, article.mark && (ui.lawMark[article.mark] ?? article.mark), article.source && `${words.source} ${article.source}`].filter(Boolean).join(' · ')}</div>
          {on && <div className="sm m2">{words.on(on)}</div>}
        </>
      )}</Loaded>}
    </div>
  );
}
