/** On a phone one section is shown at a time; this chooses which. */
import type { Section } from '../control/choices.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import type { IconName } from '../ui/icons.tsx';
import { useStudio } from './studio.ts';

const sections: readonly { name: Section; icon: IconName }[] = [
  { name: 'live', icon: 'live' },
  { name: 'games', icon: 'games' },
  { name: 'sales', icon: 'tag' },
  { name: 'battles', icon: 'swords' },
  { name: 'polls', icon: 'poll' },
  { name: 'rundown', icon: 'list' },
  { name: 'chat', icon: 'chat' },
];

export function SectionNav() {
  const { choices } = useStudio();
  return (
    <nav class="section-nav" aria-label={t('sections.title')}>
      {sections.map(({ name, icon }) => (
        <button
          key={name}
          type="button"
          aria-current={choices.section.value === name ? 'page' : undefined}
          onClick={() => {
            choices.section.value = name;
            if (name !== 'live' && name !== 'rundown' && name !== 'chat') choices.preparing.value = name;
          }}
        >
          <Icon name={icon} />
          {t(`sections.${name}`)}
        </button>
      ))}
    </nav>
  );
}
