/** How a route is written: where it is, who may call it, what it takes and what it answers, types inferred. */
import type { z } from 'zod';
import type { Claims, Refusal, Role } from '../../shared/protocol/index.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

/** The names in a pattern such as `/shows/:show/rounds/:round`. */
type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** `anybody` needs no token, `signed-in` a valid one of any role. A token for one show opens only that `:show`. */
export type Access = 'anybody' | 'signed-in' | readonly [Role, ...Role[]];

/** What a route answers when all is well, for the API's description. */
export interface ReplySpec {
  status: number;
  type: string;
  schema?: z.ZodType;
}

interface Called<Path extends string, Body, Query> {
  params: Record<ParamNames<Path>, string>;
  body: Body;
  query: Query;
  request: HttpRequest;
}

type WithClaims<A extends Access> = A extends 'anybody' ? { claims: null } : { claims: Claims };

export interface RouteSpec<Path extends string, A extends Access, Body extends z.ZodType, Query extends z.ZodType> {
  method: 'GET' | 'POST' | 'DELETE';
  path: Path;
  summary: string;
  access: A;
  /** The JSON body's shape; without one the body is not looked at. */
  body?: Body;
  /** What the description says of the body, where more is asked of it than its shape. */
  described?: z.ZodType;
  /** The query's shape; all values arrive as text. */
  query?: Query;
  reply: ReplySpec;
  /** How a refusal is written here, where `{ error: … }` is not what clients read. */
  refused?: (refusal: Refusal) => HttpResponse;
  handle(call: Called<Path, z.output<Body>, z.output<Query>> & WithClaims<A>): Handled | Promise<Handled>;
}

export type Handled = HttpResponse | Refusal;

/** A route of any kind. The front hands each one what its own pattern and schemas promised. */
export type Route = RouteSpec<string, Access, z.ZodType, z.ZodType>;

export function route<const Path extends string, const A extends Access, Body extends z.ZodType, Query extends z.ZodType>(
  spec: RouteSpec<Path, A, Body, Query>,
): Route {
  return spec;
}

/** A reply with a JSON body. */
export function replies(schema: z.ZodType, status = 200): ReplySpec {
  return { status, type: 'application/json', schema };
}
