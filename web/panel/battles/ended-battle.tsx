/** What can be done once a battle is over: read its record, or fight it once more. */
import { Button } from '../../kit/button.tsx';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import { againOf } from './again.ts';
import type { BattleStanding } from './standing.ts';

export function EndedBattle({ standing }: { standing: BattleStanding }) {
  const { moves, choices, show } = useStudio();
  const { battle } = standing;
  const again = againOf(standing, show);
  return (
    <div class="battle-buttons">
      <Button
        onPress={() => {
          choices.receipt.value = battle.id;
          choices.dialog.value = 'receipts';
        }}
      >
        <Icon name="list" />
        {t('receipts.open')}
      </Button>
      {again ? (
        <Button onPress={() => moves.prepareBattle(again)}>
          <Icon name="again" />
          {t('battle.again')}
        </Button>
      ) : null}
    </div>
  );
}
