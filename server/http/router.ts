/** Finds the route for a method and path: static segments win over `:names`. */
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { Route } from './route.ts';

export type Match =
  | { kind: 'route'; route: Route; params: Record<string, string> }
  /** The path exists, but not for this method. */
  | { kind: 'other-methods'; path: string; allow: readonly string[] }
  | { kind: 'none' };

export interface Router {
  match(method: string, path: string): Match;
  routes: readonly Route[];
}

interface Compiled {
  route: Route;
  segments: readonly string[];
}

export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map((route) => ({ route, segments: route.path.split('/') })).toSorted(byParameters);
  return {
    routes,
    match: (method, path) => {
      const segments = path.split('/');
      const here = compiled.filter((candidate) => fits(candidate, segments));
      // HEAD is GET without the body.
      const wanted = method === 'HEAD' ? 'GET' : method;
      const found = here.find(({ route }) => route.method === wanted);
      if (found) {
        const params = readParams(found, segments);
        return params ? { kind: 'route', route: found.route, params } : { kind: 'none' };
      }
      const [first] = here;
      return first ? { kind: 'other-methods', path: first.route.path, allow: allowed(here) } : { kind: 'none' };
    },
  };
}

/** Why nothing was matched. */
export function unmatched(match: Exclude<Match, { kind: 'route' }>): Refusal {
  if (match.kind === 'none') return refuse('not-found');
  return refuse('method-not-allowed', { detail: `It takes ${match.allow.join(', ')}.` });
}

function byParameters(a: Compiled, b: Compiled): number {
  return parametersIn(a) - parametersIn(b);
}

function parametersIn({ segments }: Compiled): number {
  return segments.filter((segment) => segment.startsWith(':')).length;
}

function fits({ segments: pattern }: Compiled, segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false;
  return pattern.every((part, i) => (part.startsWith(':') ? segments[i] !== '' : part === segments[i]));
}

/** Null when a segment is not valid percent-encoding. */
function readParams({ segments: pattern }: Compiled, segments: readonly string[]): Record<string, string> | null {
  try {
    const named = pattern.flatMap((part, i) => (part.startsWith(':') ? [[part.slice(1), decodeURIComponent(segments[i]!)]] : []));
    return Object.fromEntries(named) as Record<string, string>;
  } catch {
    return null;
  }
}

function allowed(here: readonly Compiled[]): string[] {
  const methods = here.flatMap(({ route: { method } }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set([...methods, 'OPTIONS'])];
}
