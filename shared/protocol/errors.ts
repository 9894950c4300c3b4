/** Every refusal the server can give: its code, HTTP status, whether asking again may help, and what to do. */

export interface ErrorSpec {
  /** HTTP status of the same refusal over the API. */
  status: number;
  /** Whether the same request may succeed later. */
  retry: boolean;
  /** One sentence that says what is wrong and what to do. */
  message: string;
}

export const errors = {
  'auth/missing': { status: 401, retry: false, message: 'No token was sent. Send one as "Authorization: Bearer …".' },
  'auth/invalid': { status: 401, retry: false, message: 'The token is not valid here. Ask for a new one.' },
  'auth/expired': { status: 401, retry: false, message: 'The token has expired. Ask for a new one.' },
  'auth/wrong-show': { status: 403, retry: false, message: 'The token is for another show.' },
  'auth/wrong-role': { status: 403, retry: false, message: 'The role in the token has no right to do this.' },
  'origin/refused': { status: 403, retry: false, message: 'This web origin is not on the server’s list of allowed origins.' },
  'host/refused': { status: 403, retry: false, message: 'Demo mode answers only on localhost. Set HOST to serve other names.' },
  'bad-request': { status: 400, retry: false, message: 'The request does not have the documented shape.' },
  'unknown-type': { status: 400, retry: false, message: 'There is no message of this type.' },
  'too-large': { status: 413, retry: false, message: 'The body is larger than the server accepts.' },
  'too-slow': { status: 408, retry: true, message: 'The body did not arrive in time.' },
  'not-found': { status: 404, retry: false, message: 'There is nothing at this address.' },
  'method-not-allowed': { status: 405, retry: false, message: 'This address does not take this method.' },
  'rate-limited': { status: 429, retry: true, message: 'Too many of these in a short time. Wait, then ask again.' },
  'key-reused': { status: 409, retry: false, message: 'This key was already used with another payload. Use a new key.' },
  busy: { status: 503, retry: true, message: 'The server cannot take this right now. Ask again shortly.' },
  draining: { status: 503, retry: true, message: 'This server is shutting down. Join again shortly.' },
  internal: { status: 500, retry: true, message: 'Something broke on the server; it was logged. Nothing was changed.' },
  'show/unknown': { status: 404, retry: false, message: 'There is no show with this id.' },
  'show/exists': { status: 409, retry: false, message: 'There is already a show with this id.' },
  'show/not-live': { status: 409, retry: true, message: 'The show is not live.' },
  'show/already-live': { status: 409, retry: false, message: 'The show is already live.' },
  'viewer/banned': { status: 403, retry: false, message: 'This viewer is banned from the show.' },
  'viewer/bad-name': { status: 400, retry: false, message: 'This name cannot be used. Choose another.' },
  'round/none': { status: 409, retry: false, message: 'No round is running.' },
  'round/running': { status: 409, retry: true, message: 'Another round is still running. Cancel it or let it end.' },
  'round/stale': { status: 409, retry: false, message: 'That round is not the one that runs now.' },
  'round/unknown': { status: 404, retry: false, message: 'There is no settled round with this id.' },
  'round/wrong-phase': { status: 409, retry: true, message: 'The round does not take this input in its present phase.' },
  'round/too-late': { status: 409, retry: false, message: 'The phase had ended when this arrived.' },
  'round/bad-settings': { status: 400, retry: false, message: 'These settings do not fit the game.' },
  'game/unknown': { status: 404, retry: false, message: 'There is no game with this id.' },
  'input/already': { status: 409, retry: false, message: 'This was already answered; the first answer counts.' },
  'input/stale': { status: 409, retry: false, message: 'This belongs to an earlier question.' },
  'input/out': { status: 409, retry: false, message: 'This viewer is out of the game.' },
  'input/choice': { status: 400, retry: false, message: 'There is no such choice.' },
  'chat/muted': { status: 403, retry: false, message: 'This viewer is muted.' },
  'chat/blocked': { status: 400, retry: false, message: 'The text holds a word that is not allowed here.' },
  'chat/empty': { status: 400, retry: false, message: 'There is no text.' },
  'chat/too-long': { status: 400, retry: false, message: 'The text is too long.' },
  'chat/unknown-line': { status: 404, retry: false, message: 'That line is no longer known. Pin a newer one.' },
  'command/unknown': { status: 400, retry: false, message: 'There is no command of this name.' },
  'rundown/unknown-item': { status: 404, retry: false, message: 'The rundown has no such item.' },
  'rundown/at-end': { status: 409, retry: false, message: 'The rundown has no further item.' },
  'rehearsal/running': { status: 409, retry: false, message: 'A rehearsal is already running.' },
  'rehearsal/none': { status: 409, retry: false, message: 'No rehearsal is running.' },
  'not-open': { status: 409, retry: true, message: 'The sale is not open yet. Ask again once opensAt has come.' },
  'sold-out': { status: 409, retry: true, message: 'Nothing is left right now. Units come back when holds run out.' },
  'ledger-lost': {
    status: 409,
    retry: false,
    message:
      'The ledger of this sale is gone; the sale was stopped and nothing of it can be sold any more. Refund what was paid for unconfirmed holds; check what was sold, then schedule a new sale.',
  },
  'ledger-unavailable': {
    status: 503,
    retry: true,
    message: 'Stock cannot be written right now. Nothing is certain yet: ask again with the same key.',
  },
  'sale/unknown': { status: 404, retry: false, message: 'There is no sale with this id.' },
  'sale/exists': { status: 409, retry: false, message: 'There is already a sale with this id. Choose another.' },
  'sale/too-many': { status: 409, retry: true, message: 'As many sales as a show can have are going on. Close one first.' },
  'sale/bad-times': { status: 400, retry: false, message: 'These times do not make a sale.' },
  'sale/open': { status: 409, retry: false, message: 'The sale has opened already.' },
  'sale/ended': { status: 409, retry: false, message: 'The sale is over.' },
  'sale/limit': { status: 409, retry: false, message: 'That is more than one viewer may have of this.' },
  'sale/too-few': { status: 409, retry: true, message: 'Fewer units than that are left. Ask for fewer.' },
  'sale/only-down': { status: 409, retry: false, message: 'Stock and limits of a sale can only be lowered.' },
  'sale/below-taken': { status: 409, retry: false, message: 'Stock cannot go below what is held and sold.' },
  'hold/unknown': { status: 404, retry: false, message: 'There is no such hold.' },
  'hold/queued': { status: 409, retry: true, message: 'This place in the queue has not had its turn yet: nothing is held.' },
  'hold/expired': {
    status: 409,
    retry: false,
    message: 'The hold had run out; its units are back on sale. Refund the order if it was paid.',
  },
  'hold/released': {
    status: 409,
    retry: false,
    message: 'The hold was given back; its units are back on sale. Refund the order if it was paid.',
  },
  'hold/confirmed': {
    status: 409,
    retry: false,
    message: 'The hold has been sold already, under the order that was confirmed first.',
  },
  'battle/none': { status: 409, retry: false, message: 'No battle is going on.' },
  'battle/running': {
    status: 409,
    retry: true,
    message: 'Another battle is going on. End or cancel it, or wait until its verdict is over.',
  },
  'battle/unknown': { status: 404, retry: false, message: 'There is no battle with this id.' },
  'battle/unknown-side': { status: 404, retry: false, message: 'The battle has no such side.' },
  'battle/bad-sides': { status: 400, retry: false, message: 'A battle needs two to four sides with different ids and names.' },
  'battle/bad-rules': { status: 400, retry: false, message: 'These rules do not make a battle.' },
  'battle/wrong-status': { status: 409, retry: false, message: 'The battle is not in a status in which this can be done.' },
  'battle/not-referee': { status: 409, retry: false, message: 'The show that invited decides this. Ask its streamer.' },
  'battle/boost-limit': { status: 409, retry: false, message: 'This side has had all its boosts.' },
  'battle/extend-limit': { status: 409, retry: false, message: 'The battle cannot be made longer than that.' },
  'vote/not-open': { status: 409, retry: true, message: 'Votes are not taken yet. Vote once it has started.' },
  'vote/closed': { status: 409, retry: false, message: 'Votes are not taken any more.' },
  'vote/quota': { status: 409, retry: false, message: 'This viewer has no votes left for that.' },
  'vote/unknown-option': { status: 404, retry: false, message: 'There is no such side or choice.' },
  'poll/none': { status: 409, retry: false, message: 'No poll is open.' },
  'poll/running': { status: 409, retry: true, message: 'Another poll is open. Close it first.' },
  'poll/unknown': { status: 404, retry: false, message: 'There is no poll with this id.' },
  'poll/bad-choices': { status: 400, retry: false, message: 'A poll needs two to five different choices.' },
  'rule/unknown-item': { status: 404, retry: false, message: 'The rundown has no item of that id for a rule to fire.' },
  'rule/twice': { status: 400, retry: false, message: 'Two rules have the same id.' },
  'webhook/unknown': { status: 404, retry: false, message: 'There is no such delivery.' },
  'webhook/bad-url': {
    status: 400,
    retry: false,
    message: 'Webhooks go to public https addresses only. In demo mode http on this machine will do, too.',
  },
  'prize/unknown': { status: 404, retry: false, message: 'There is no such winner in that round.' },
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof errors;

/** A refusal as a value: what a viewer or shop reads. `detail` names what to mend; other fields are data. */
export interface Refusal {
  code: ErrorCode;
  message: string;
  retry: boolean;
  detail?: string;
  retryAfterMs?: number;
  /** Of `not-open`: when it opens, epoch ms; 0 when that is not known. */
  opensAt?: number;
  /** Of `sale/too-few`: units that can be had. */
  left?: number;
  /** Of `sale/limit`: the limit, and what this viewer has of it. */
  perViewer?: number;
  mine?: number;
  /** Of `vote/quota`: votes that are left. */
  votesLeft?: number;
}

export type RefusalData = Omit<Refusal, 'code' | 'message' | 'retry'>;

/** Builds the refusal for a code; `detail` is added to the sentence that the table has. */
export function refuse(code: ErrorCode, extra: RefusalData = {}): Refusal {
  const { message, retry } = errors[code];
  return { code, message, retry, ...extra };
}

/** Whether a value that a rule returned is a refusal. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'code' in value && 'retry' in value;
}

/** How a refused join travels through Colyseus, whose errors carry one string: `code sentence`. */
export function joinRefusalText(refusal: Refusal): string {
  return `${refusal.code} ${refusal.message}`;
}

/** Reads a refused join back on the client; a text that is not ours is `internal`. */
export function parseJoinRefusal(text: string): Refusal {
  const code = text.split(' ', 1)[0] ?? '';
  return Object.hasOwn(errors, code) ? refuse(code as ErrorCode) : { ...refuse('internal'), detail: text };
}
