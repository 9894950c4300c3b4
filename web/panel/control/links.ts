/** Where viewers and OBS find a show. */

export interface ShowLinks {
  viewer: string;
  overlay: string;
}

/** Addresses on the server that served this page. Tokens never stand in them. */
export function linksTo(show: string, place: { origin: string; language: string }): ShowLinks {
  const viewer = new URL('/', place.origin);
  viewer.searchParams.set('show', show);
  const overlay = new URL('/overlay', place.origin);
  overlay.searchParams.set('show', show);
  overlay.searchParams.set('lang', place.language);
  return { viewer: viewer.href, overlay: overlay.href };
}
