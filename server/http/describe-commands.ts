/** The orders of a show as the API's description has them: one alternative for each name, made from what checks them. */
import { z } from 'zod';
import { commandEnvelope, commands } from '../../shared/protocol/index.ts';

const alternatives = Object.entries(commands).map(([name, { args, roles }]) =>
  commandEnvelope
    .extend({ name: z.literal(name), args: args.safeParse({}).success ? args.optional() : args })
    .meta({ title: name, description: `Roles: ${roles.join(', ')}.` }),
);

export const describedCommand = z.union(alternatives);
