/** Leads the eye and the keyboard to one place of the page, through whatever is folded around it. */
export function lookAt(place: HTMLElement | null): void {
  for (let fold = place?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  place?.scrollIntoView({ block: 'center' });
  place?.focus({ preventScroll: true });
}
