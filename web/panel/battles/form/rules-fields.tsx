/** All rules of a battle, in folds whose summary says in words what stands inside. */
import type { ComponentChildren } from 'preact';
import { t } from '../../texts.ts';
import { Segments } from '../../ui/segments.tsx';
import { presets, hasPreset, withPreset } from '../draft.ts';
import type { RulePart } from '../rules-text.ts';
import { useBattleForm } from './battle-form-context.ts';
import { NumberField, SpanField, TextField } from './fields.tsx';
import { WeightsFields } from './weights-fields.tsx';

/** `texts` is null while the rules cannot be read. */
export function RulesFields({ texts }: { texts: Record<RulePart, string> | null }) {
  const { draft, edit } = useBattleForm();
  return (
    <>
      <Presets />
      <Fold part="time" texts={texts}>
        <SpanField name="durationSeconds" unit="minutes" usual={[60, 180, 300, 600]} />
        <SpanField name="prepareSeconds" usual={[0, 5, 15, 30]} help={t('battle.prepareHelp')} />
      </Fold>
      <Fold part="votes" texts={texts}>
        <div class="number-pair">
          <NumberField name="votesPerViewer" />
          <NumberField name="likesPerViewer" />
        </div>
        <WeightsFields />
      </Fold>
      <Fold part="gifts" texts={texts}>
        <Segments
          legend={t('battle.gifts')}
          options={(['all', 'none', 'kinds'] as const).map((value) => ({ value, text: t(`battle.gifts.${value}`) }))}
          chosen={draft.gifts}
          onChoose={(gifts) => edit({ gifts })}
        />
        {draft.gifts === 'kinds' ? <TextField name="giftKinds" help={t('battle.giftKindsHelp')} /> : null}
        {draft.gifts === 'none' ? null : <SpanField name="graceSeconds" usual={[0, 2, 5]} help={t('battle.graceHelp')} />}
      </Fold>
      <Fold part="end" texts={texts}>
        <Critical />
        <SpanField name="mistSeconds" usual={[0, 10, 20, 30]} help={t('battle.mistHelp')} />
        <div class="number-pair">
          <NumberField name="overtimes" />
          <NumberField name="boostsPerSide" />
        </div>
        <p class="note">{t('battle.overtimesHelp')}</p>
      </Fold>
      <Fold part="verdict" texts={texts}>
        <NumberField name="minScore" help={t('battle.minScoreHelp')} />
        <Segments
          legend={t('battle.draw')}
          options={(['draw', 'earliest'] as const).map((value) => ({ value, text: t(`battle.draw.${value}`) }))}
          chosen={draft.draw}
          onChoose={(draw) => edit({ draw })}
        />
        <Segments
          legend={t('battle.verdict')}
          options={(['highlight', 'forfeit'] as const).map((value) => ({ value, text: t(`battle.verdict.${value}`) }))}
          chosen={draft.verdict}
          onChoose={(verdict) => edit({ verdict })}
        />
        <TextField name="verdictText" help={t(`battle.verdictHelp.${draft.verdict}`)} />
        <SpanField name="verdictSeconds" usual={[10, 15, 30, 60]} />
      </Fold>
    </>
  );
}

function Presets() {
  const { draft, edit } = useBattleForm();
  return (
    <div class="battle-presets" role="group" aria-label={t('battle.presets')}>
      {presets.map((preset) => (
        <button
          key={preset.minutes}
          type="button"
          class="preset"
          aria-pressed={hasPreset(draft, preset)}
          onClick={() => edit(withPreset(draft, preset))}
        >
          {t('battle.preset', { count: preset.minutes })}
        </button>
      ))}
    </div>
  );
}

function Critical() {
  const { id, draft, edit } = useBattleForm();
  return (
    <>
      <label class="check" for={`${id}-critical`}>
        <input
          id={`${id}-critical`}
          type="checkbox"
          role="switch"
          class="switch"
          checked={draft.critical}
          onChange={({ currentTarget }) => edit({ critical: currentTarget.checked })}
        />
        <span>{t('battle.critical')}</span>
      </label>
      {draft.critical ? (
        <div class="number-pair">
          <NumberField name="criticalSeconds" />
          <NumberField name="criticalFactor" />
        </div>
      ) : null}
    </>
  );
}

interface FoldProps {
  part: RulePart;
  texts: Record<RulePart, string> | null;
  children: ComponentChildren;
}

function Fold({ part, texts, children }: FoldProps) {
  return (
    <details class="fold">
      <summary>
        <strong>{t(`battle.part.${part}`)}</strong>
        <span class="fold-says">{texts?.[part] ?? t('battle.unreadable')}</span>
      </summary>
      <div class="fold-body">{children}</div>
    </details>
  );
}
