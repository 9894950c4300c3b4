/** Who is muted or banned, and the way back for them. */
import { obstacleToModerate } from '../control/legal.ts';
import { namesIn } from '../control/lists.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Icon } from '../ui/icons.tsx';
import { useStudio } from './studio.ts';

export function PeopleList() {
  const { desk } = useStudio();
  const { muted = [], banned = [] } = desk.panel.value ?? {};
  if (muted.length + banned.length === 0) return <p class="empty">{t('people.none')}</p>;
  return (
    <div class="scroll" data-own-keys>
      <People title={t('people.muted')} viewers={muted} undo="viewer.unmute" />
      <People title={t('people.banned')} viewers={banned} undo="viewer.unban" />
    </div>
  );
}

function People({ title, viewers, undo }: { title: string; viewers: string[]; undo: 'viewer.unmute' | 'viewer.unban' }) {
  const { desk } = useStudio();
  const names = namesIn(desk.chat.value);
  if (viewers.length === 0) return null;
  return (
    <section class="people">
      <h3>
        {title} <span class="count">{viewers.length}</span>
      </h3>
      <ul>
        {viewers.map((viewer) => (
          <li key={viewer}>
            <bdi>{names.get(viewer) ?? viewer}</bdi>
            {names.has(viewer) ? <span class="soft mono">{viewer}</span> : null}
            <ActionButton
              kind="quiet"
              class="small"
              label={t(undo === 'viewer.unmute' ? 'chat.unmute' : 'chat.unban', { name: names.get(viewer) ?? viewer })}
              obstacle={obstacleToModerate(desk.situation.value)}
              onPress={() => void desk.send(undo, { viewer })}
            >
              <Icon name="undo" />
              {t('people.undo')}
            </ActionButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
