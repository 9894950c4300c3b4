/** Tokens of the bench's viewers, signed here, so that asking for them leaves no trace in the server under test. */
import { createTokens } from '../../../server/auth/tokens.ts';

export const secret = 'a secret for benches, and for benches only';

export async function viewerToken(sub: string): Promise<string> {
  const tokens = createTokens({ secret, now: () => Date.now() });
  return (await tokens.mint({ sub, role: 'viewer', show: 'demo' })).token;
}
