/** Signed tokens (JWT, HS256): who somebody is, in which role, for which show, until when. */
import { createSecretKey, randomBytes } from 'node:crypto';
import { SignJWT, errors as joseErrors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Identity } from '../../rooms/services.ts';
import { refuse, roles, showIdSchema, tokenRequest, viewerIdSchema } from '../../shared/protocol/index.ts';
import type { Claims, TokenRequest } from '../../shared/protocol/index.ts';

export const longestTtlSeconds = 12 * 3600;
export const defaultTtlSeconds = 3600;

export interface MintedToken {
  token: string;
  sub: string;
  /** Epoch ms. */
  expiresAt: number;
}

export interface Tokens extends Identity {
  /** Without `sub` a fresh one is made; without `ttlSeconds` the token is good for an hour. */
  mint(request: TokenRequest): Promise<MintedToken>;
}

const payloadSchema = z.object({
  sub: viewerIdSchema,
  role: z.enum(roles),
  show: z.union([z.literal('*'), showIdSchema]),
  name: z.string().max(64).optional(),
  level: tokenRequest.shape.level,
  exp: z.int(),
});

export function createTokens({ secret, now }: { secret: string; now: () => number }): Tokens {
  const key = createSecretKey(Buffer.from(secret, 'utf8'));
  const seconds = (): number => Math.floor(now() / 1000);

  return {
    mint: async ({ sub = randomBytes(9).toString('base64url'), ttlSeconds = defaultTtlSeconds, ...rights }) => {
      const exp = seconds() + Math.min(ttlSeconds, longestTtlSeconds);
      const token = await new SignJWT(rightsOf(rights))
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(sub)
        .setIssuedAt(seconds())
        .setExpirationTime(exp)
        .sign(key);
      return { token, sub, expiresAt: exp * 1000 };
    },

    verify: async (token) => {
      if (!token) return refuse('auth/missing');
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          requiredClaims: ['sub', 'exp'],
          currentDate: new Date(now()),
        });
        const claims = payloadSchema.safeParse(payload);
        if (!claims.success) return refuse('auth/invalid', { detail: `claim ${claims.error.issues[0]?.path.join('.')}` });
        // A platform that signs with the shared secret must not hand out tokens that never end.
        if (claims.data.exp > seconds() + longestTtlSeconds)
          return refuse('auth/invalid', { detail: 'exp is more than 12 h away' });
        return toClaims(claims.data);
      } catch (error) {
        return refuse(error instanceof joseErrors.JWTExpired ? 'auth/expired' : 'auth/invalid');
      }
    },
  };
}

function toClaims({ sub, exp, ...rights }: z.infer<typeof payloadSchema>): Claims {
  return { sub, ...rightsOf(rights), exp };
}

/** Without the claims that nothing was said of. */
function rightsOf({ role, show, name, level }: Omit<TokenRequest, 'sub' | 'ttlSeconds'>): Omit<Claims, 'sub' | 'exp'> {
  return { role, show, ...(name !== undefined && { name }), ...(level !== undefined && { level }) };
}
