/** Chat with its moderation, the people it was used on, and the audit log: three tabs of one card. */
import { t } from '../texts.ts';
import { Tabs } from '../ui/tabs.tsx';
import { AuditList } from './audit-list.tsx';
import { ChatLines } from './chat-lines.tsx';
import { PeopleList } from './people-list.tsx';
import { useStudio } from './studio.ts';

export function ChatCard() {
  const { choices, desk } = useStudio();
  const panel = desk.panel.value;
  const apart = (panel?.muted.length ?? 0) + (panel?.banned.length ?? 0);
  const chosen = choices.tab.value;
  return (
    <section class="card chat" aria-label={t('chat.title')}>
      <Tabs
        label={t('chat.title')}
        chosen={chosen}
        onChoose={(tab) => (choices.tab.value = tab)}
        tabs={[
          { name: 'chat', title: t('chat.tab') },
          {
            name: 'people',
            title: (
              <>
                {t('people.tab')} {apart > 0 ? <span class="count">{apart}</span> : null}
              </>
            ),
          },
          { name: 'audit', title: t('audit.tab') },
        ]}
      >
        {chosen === 'chat' ? <ChatLines /> : null}
        {chosen === 'people' ? <PeopleList /> : null}
        {chosen === 'audit' ? <AuditList /> : null}
      </Tabs>
    </section>
  );
}
