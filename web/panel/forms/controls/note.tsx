/** What stands under a control: our hint, which speaks the page's language, else the server's reason, else the schema's help. */
import type { Text } from '../../../../shared/game-kit/define-game.ts';
import { inLang } from '../../../kit/i18n.ts';
import { t } from '../../texts.ts';
import type { Place } from '../form-context.ts';
import type { Hint } from '../hints.ts';

export function Note({ place, help }: { place: Place; help: Text | null }) {
  const wrong = place.hint ? hintText(place.hint) : place.refused;
  if (wrong === null && help === null) return null;
  return (
    <p id={place.noteId} class={wrong === null ? 'note' : 'note note-wrong'}>
      {wrong ?? inLang(help!)}
    </p>
  );
}

/** The attributes that tie a control to its note. */
export function noted(place: Place): { id: string; 'aria-invalid': boolean; 'aria-describedby': string } {
  return {
    id: place.inputId,
    'aria-invalid': place.refused !== null || place.hint !== undefined,
    'aria-describedby': place.noteId,
  };
}

function hintText(hint: Hint): string {
  return 'count' in hint ? t(`hint.${hint.kind}`, { count: hint.count }) : t(`hint.${hint.kind}`);
}
