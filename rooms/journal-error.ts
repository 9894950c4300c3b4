/** What a journal throws when it cannot do its work: no viewer can cause or mend it, so it is not a refusal. */

const sentences = {
  'bad-entry': 'The entry breaks a rule of the journal; nothing of it was written. This is a bug in whoever wrote it.',
  'too-large': 'The entry is larger than the journal takes; nothing of it was written.',
  behind: 'Too much is waiting to be written; nothing of the entry was taken. The disk is too slow for this load.',
  full: 'The disk is full; nothing of the entry was written. Free some space and the journal goes on by itself.',
  failed: 'The store reported an error; nothing of this is known to be written.',
  broken:
    'The journal has broken and takes nothing more; what was under way may or may not be written. ' +
    'Restart the server: it goes on from what was committed.',
  closed: 'The journal is closed.',
} as const;

export type JournalTrouble = keyof typeof sentences;

/** Whether the same write may succeed later. What is no good in itself, or no journal's fault, will fail again. */
export function mayPass(error: unknown): boolean {
  return error instanceof JournalError && error.trouble !== 'bad-entry' && error.trouble !== 'too-large';
}

/** Switch on `trouble`; the message is a sentence for the operator. `full`, `behind` and `failed` may pass. */
export class JournalError extends Error {
  readonly trouble: JournalTrouble;

  constructor(trouble: JournalTrouble, detail?: string) {
    super(detail === undefined ? sentences[trouble] : `${sentences[trouble]} (${detail})`);
    this.name = 'JournalError';
    this.trouble = trouble;
  }
}
