/** Gives a hold or a place in the queue back: asked once more before it is done. */
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { announcer } from '../../kit/announcer.ts';
import { Button } from '../../kit/button.tsx';
import { newKey } from '../../kit/keys.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { useViewer } from '../context.ts';
import { useFresh } from './use-fresh.ts';

interface GiveBackProps {
  hold: string;
  words: { open: string; ask: string; yes: string; no: string };
  /** What else can be done with it. */
  children?: ComponentChildren;
}

type Step = { kind: 'closed' } | { kind: 'asked' } | { kind: 'sent' } | { kind: 'refused'; text: string };

export function GiveBack({ hold, words, children }: GiveBackProps) {
  const { connection } = useViewer();
  const [step, setStep] = useState<Step>({ kind: 'closed' });

  const fresh = useFresh(step.kind === 'asked' || step.kind === 'sent' ? 'ask' : 'open');

  const release = async (): Promise<void> => {
    setStep({ kind: 'sent' });
    const answer = await connection.request('release', { hold, key: newKey() });
    // When it is done, the server says so, and this goes away.
    if (!isRefusal(answer)) return;
    announcer.shout(refusalText(answer));
    setStep({ kind: 'refused', text: refusalText(answer) });
  };
  if (step.kind === 'asked' || step.kind === 'sent') {
    return (
      // An element of its own: a second press on the button that asked must not be the answer.
      <div key="ask" class="own-actions" role="group" aria-label={words.ask} data-focus="ask" tabIndex={-1} {...fresh}>
        <p class="own-ask">{words.ask}</p>
        <Button kind="danger" busy={step.kind === 'sent'} onPress={() => void release()}>
          {words.yes}
        </Button>
        <Button blocked={step.kind === 'sent' ? words.yes : ''} onPress={() => setStep({ kind: 'closed' })}>
          {words.no}
        </Button>
      </div>
    );
  }
  return (
    <div key="open" class="own-actions" {...fresh}>
      {step.kind === 'refused' && <p class="own-ask">{step.text}</p>}
      {children}
      <Button kind="quiet" class="own-release" onPress={() => setStep({ kind: 'asked' })}>
        {words.open}
      </Button>
    </div>
  );
}
