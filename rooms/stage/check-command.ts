/** Decides whether an order is well-formed and its giver may give it, before anything else looks at it. */
import type { Claims, Command, CommandName, Refusal } from '../../shared/protocol/index.ts';
import { commandEnvelope, commands, coversShow, refuse } from '../../shared/protocol/index.ts';
import type { ShowId } from '../../shared/ids.ts';

/** The checked command, or the refusal: `bad-request`, `command/unknown`, `auth/wrong-show`, `auth/wrong-role`. */
export function checkCommand(show: ShowId, envelope: unknown, by: Claims): Command | Refusal {
  const outer = commandEnvelope.safeParse(envelope);
  if (!outer.success) return refuse('bad-request', { detail: detailOf(outer.error) });
  const { id, name, args } = outer.data;
  if (!Object.hasOwn(commands, name)) return refuse('command/unknown', { detail: name });
  const spec = commands[name as CommandName];
  if (!coversShow(by, show)) return refuse('auth/wrong-show');
  if (!(spec.roles as readonly string[]).includes(by.role)) return refuse('auth/wrong-role');
  const parsed = spec.args.safeParse(args ?? {});
  if (!parsed.success) return refuse('bad-request', { detail: detailOf(parsed.error) });
  return { id, name, args: parsed.data } as Command;
}

function detailOf(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.map(String).join('.') || 'body'}: ${issue.message}` : 'malformed';
}
