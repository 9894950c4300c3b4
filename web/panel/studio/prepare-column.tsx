/** The left of the screen: what can be prepared, games or a flash sale. A phone chooses by its sections instead. */
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
        ]}
      >
        {chosen === 'games' ? <GamesCard /> : <PrepareSale />}
      </Tabs>
    </div>
  );
}
