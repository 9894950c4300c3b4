/** The API's description, OpenAPI 3.1, made from the routes themselves. */
import { z } from 'zod';
import type { Access, Route } from './route.ts';
import { errorBody } from './schemas.ts';

interface Info {
  title: string;
  version: string;
}

export function describeApi(routes: readonly Route[], info: Info): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Error: toSchema(errorBody) },
    },
  };
}

function operation({ path, method, summary, access, body, described = body, query, reply }: Route): object {
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/\W+(\w)/g, (_all, letter: string) => letter.toUpperCase())}`,
    summary,
    description: whoMay(access),
    security: access === 'anybody' ? [] : [{ token: [] }],
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(described && {
      requestBody: { required: true, content: { 'application/json': { schema: toSchema(described, 'input') } } },
    }),
    responses: {
      [reply.status]: {
        description: 'As asked.',
        content: { [reply.type]: reply.schema ? { schema: toSchema(reply.schema) } : {} },
      },
      default: {
        description: 'A refusal.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function whoMay(access: Access): string {
  if (access === 'anybody') return 'Anybody may call this.';
  if (access === 'signed-in') return 'Any valid token that covers the show may call this.';
  return `Roles: ${access.join(', ')}.`;
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function queryParameters(query: z.ZodType | undefined): object[] {
  if (!query) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
}

function toSchema(schema: z.ZodType, io: 'input' | 'output' = 'output'): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
