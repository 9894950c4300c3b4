/** How the page gets at its battles and polls, without carrying them in its first load. */
export const loadContests = () => import('./index.ts');
