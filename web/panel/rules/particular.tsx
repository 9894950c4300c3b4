/** What a rule waits for in particular: which side, choice or game, or how many. */
import { useStudio } from '../studio/studio.ts';
import { gameTitle } from '../studio/titles.ts';
import { t } from '../texts.ts';
import { Field } from '../ui/field.tsx';
import { NumberText } from '../ui/number-text.tsx';
import { Choose } from './choose.tsx';
import type { RuleDraft } from './edit.ts';
import { sideText } from './rule-text.ts';
import { useNames } from './use-names.ts';

export interface ParticularProps {
  id: string;
  draft: RuleDraft;
  edit: (change: Partial<RuleDraft>) => void;
  fault: string;
}

export function Particular({ id, draft, edit, fault }: ParticularProps) {
  const { games } = useStudio();
  const { sides, choices } = useNames();
  switch (draft.kind) {
    case 'battle-drawn':
      return null;
    case 'battle-won':
      return (
        <Choose id={`${id}-side`} label={t('rule.side')} value={draft.side} onValue={(side) => edit({ side })}>
          <option value="">{t('rule.anySide')}</option>
          {sides.map((side) => (
            <option key={side.id} value={side.id}>
              {sideText(sides, side.id)}
            </option>
          ))}
        </Choose>
      );
    case 'poll-won':
      return (
        <Choose id={`${id}-choice`} label={t('rule.choice')} value={draft.choice} onValue={(choice) => edit({ choice })}>
          <option value="">{t('rule.anyChoice')}</option>
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.name}
            </option>
          ))}
        </Choose>
      );
    case 'round-won':
      return (
        <Choose id={`${id}-game`} label={t('rule.game')} value={draft.game} onValue={(game) => edit({ game })}>
          <option value="">{t('rule.anyGame')}</option>
          {games.value.map((game) => (
            <option key={game.id} value={game.id}>
              {gameTitle(games.value, game.id)}
            </option>
          ))}
        </Choose>
      );
    case 'battle-total':
      return <Points id={id} draft={draft} edit={edit} fault={fault} />;
    case 'goal':
      return (
        <>
          <Choose id={`${id}-of`} label={t('rule.of')} value={draft.of} onValue={(of) => edit({ of: of as RuleDraft['of'] })}>
            <option value="likes">{t('rule.of.likes')}</option>
            <option value="gifts">{t('rule.of.gifts')}</option>
          </Choose>
          <Points id={id} draft={draft} edit={edit} fault={fault} />
        </>
      );
  }
}

function Points({ id, draft, edit, fault }: ParticularProps) {
  return (
    <Field id={`${id}-points`} label={t('rule.points')} fault={fault} help={draft.kind === 'goal' ? t('rule.goalHelp') : ''}>
      {(tied) => <NumberText tied={tied} value={draft.points} onValue={(points) => edit({ points })} />}
    </Field>
  );
}
