/** Who may do what: the roles and claims that a token carries. */
import { z } from 'zod';
import { showIdPattern } from '../ids.ts';

export const roles = ['viewer', 'overlay', 'moderator', 'streamer', 'service'] as const;
/** `overlay` only watches and is not counted; `service` is a shop's or platform's back end. */
export type Role = (typeof roles)[number];

export const viewerIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.:@-]+$/, 'letters, digits and . _ : @ - only');
export const showIdSchema = z.string().regex(showIdPattern, 'lower-case letters, digits and dashes, at most 64');

/** The claims of a token once it has been verified. `show` is one show's id or `*`; `exp` is epoch seconds. */
export interface Claims {
  sub: string;
  role: Role;
  show: string;
  name?: string;
  /** The platform's level of a viewer, 0 to 999: votes may weigh more from some level on. */
  level?: number;
  exp: number;
}

export const tokenRequest = z.object({
  sub: viewerIdSchema.optional(),
  role: z.enum(roles),
  show: z.union([z.literal('*'), showIdSchema]),
  name: z.string().max(64).optional(),
  level: z.int().min(0).max(999).optional(),
  ttlSeconds: z
    .int()
    .min(10)
    .max(12 * 3600)
    .optional(),
});
export type TokenRequest = z.infer<typeof tokenRequest>;

/** Whether these claims are good for this show. */
export function coversShow(claims: Claims, show: string): boolean {
  return claims.show === '*' || claims.show === show;
}
