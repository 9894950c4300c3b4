/** The games: a tile each, and the form of the one that is chosen. */
import { inLang } from '../../kit/i18n.ts';
import { fieldOf } from '../forms/fields.ts';
import { SettingsForm } from '../forms/settings-form.tsx';
import { hintsFor, placeInDetail } from '../forms/hints.ts';
import { refusalOf } from '../control/activity.ts';
import { obstacleTo } from '../control/legal.ts';
import { settingsFor } from '../control/moves.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icons.tsx';
import { lookAt } from '../ui/look-at.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import type { GameInfo } from '../api.ts';
import { useStudio } from './studio.ts';

export function GamesCard() {
  const { games, choices } = useStudio();
  const chosen = games.value.find(({ id }) => id === choices.game.value);
  return (
    <Card title={t('games.title')} class="games">
      <ul class="tiles">
        {games.value.map((game, i) => (
          <li key={game.id}>
            <button
              type="button"
              class={`tile tile-${i % 4}`}
              aria-expanded={game === chosen}
              onClick={() => (choices.game.value = game === chosen ? null : game.id)}
            >
              <span class="tile-title">{inLang(game.title)}</span>
              {i < 9 ? <kbd aria-hidden="true">{i + 1}</kbd> : null}
            </button>
          </li>
        ))}
      </ul>
      {chosen ? <GameForm key={chosen.id} game={chosen} /> : <p class="empty">{t('games.choose')}</p>}
    </Card>
  );
}

function GameForm({ game }: { game: GameInfo }) {
  const { desk, moves, choices } = useStudio();
  const situation = desk.situation.value;
  const field = fieldOf(game.settings);
  const value = settingsFor(game, choices);
  const refusal = refusalOf(desk.activity.value, 'round.start');
  const refused = refusal?.code === 'round/bad-settings' ? refusal : null;
  const hints = hintsFor(field, value).size;
  const title = inLang(game.title);
  return (
    <form
      class="game-form"
      noValidate
      aria-label={t('games.settings', { game: title })}
      onSubmit={(event) => {
        event.preventDefault();
        moves.startGame(game);
      }}
    >
      <SettingsForm
        field={field}
        value={value}
        onChange={(next) => (choices.settings.value = { ...choices.settings.value, [game.id]: next })}
        refusal={refused}
      />
      <footer class="form-foot">
        {refused ? (
          <p class="note note-wrong" role="alert">
            {refusalText(refused)} {placeInDetail(refused.detail ?? '', field) === null ? refused.detail : ''}
          </p>
        ) : null}
        {!refused && hints > 0 ? (
          <p class="note note-wrong wrong-fields">
            <span>{t('games.hints', { count: hints })}</span>{' '}
            <button type="button" class="to-field" onClick={({ currentTarget }) => lookAt(firstWrong(currentTarget.form))}>
              {t('games.showWrong')}
            </button>
          </p>
        ) : null}
        <ActionButton kind="primary" type="submit" obstacle={obstacleTo('round.start', situation)}>
          <Icon name="play" />
          {t('games.start')}
        </ActionButton>
        <ActionButton obstacle={obstacleTo('rundown.set', situation)} onPress={() => moves.addToRundown(game, title)}>
          <Icon name="plus" />
          {t('games.add')}
        </ActionButton>
      </footer>
    </form>
  );
}

/** A list with too few rows has no control of its own: its note stands for it. */
function firstWrong(form: HTMLFormElement | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>(".settings :is([aria-invalid='true'], .note-wrong)") ?? null;
}
