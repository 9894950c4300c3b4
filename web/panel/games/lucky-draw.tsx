/** Lucky draw: how many entered, with which word, and the proof that luck was fixed before. */
import { formatNumber } from '../../kit/i18n.ts';
import { t } from '../texts.ts';
import { Facts } from '../ui/facts.tsx';
import type { LiveProps, LuckyDrawView } from './types.ts';

export function LuckyDraw({ view }: LiveProps<LuckyDrawView>) {
  return (
    <div class="live">
      <Facts
        facts={[
          [t('draw.entries'), formatNumber(view.entries)],
          [t('draw.winners'), formatNumber(view.k)],
          [t('draw.keyword'), view.keyword || t('draw.noKeyword')],
        ]}
      />
      <dl class="proof">
        <Proof name={t('draw.commitment')} value={view.commitment} />
        {view.seed ? <Proof name={t('draw.seed')} value={view.seed} /> : null}
        {view.digest ? <Proof name={t('draw.digest')} value={view.digest} /> : null}
      </dl>
      {view.winners.length > 0 ? (
        <ol class="chips" aria-label={t('draw.drawn')}>
          {view.winners.map(({ name }, i) => (
            <li key={i} class="chip">
              <bdi>{name}</bdi>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}

function Proof({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="mono" title={value}>
        {value}
      </dd>
    </div>
  );
}
