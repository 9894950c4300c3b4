/** The left of the screen: what can be prepared, games, a flash sale, a battle or a poll. A phone chooses by its sections instead. */
import { contestT } from '../../kit/contest-text.ts';
import { PrepareBattle } from '../battles/prepare-battle.tsx';
import type { Preparing } from '../control/choices.ts';
import { PreparePoll } from '../polls/prepare-poll.tsx';
import { PrepareSale } from '../sales/prepare-sale.tsx';
import { t } from '../texts.ts';
import { Tabs } from '../ui/tabs.tsx';
import { GamesCard } from './games-card.tsx';
import { useStudio } from './studio.ts';

export function PrepareColumn() {
  const { choices } = useStudio();
  const chosen = choices.preparing.value;
  return (
    <div class="prepare">
      <Tabs
        label={t('prepare.title')}
        chosen={chosen}
        onChoose={(name) => (choices.preparing.value = name)}
        tabs={[
          { name: 'games', title: t('games.title') },
          { name: 'sales', title: t('prepare.sale') },
          { name: 'battles', title: contestT('battle.name') },
          { name: 'polls', title: contestT('poll.name') },
        ]}
      >
        <Chosen preparing={chosen} />
      </Tabs>
    </div>
  );
}

function Chosen({ preparing }: { preparing: Preparing }) {
  switch (preparing) {
    case 'games':
      return <GamesCard />;
    case 'sales':
      return <PrepareSale />;
    case 'battles':
      return <PrepareBattle />;
    case 'polls':
      return <PreparePoll />;
  }
}
