/** A long id as it fits a table: its beginning and its end, which tell ids apart. */

const longest = 14;
const head = 7;
const tail = 4;

/** Counts characters as people see them, so that none is cut in half. */
export function shortId(id: string): string {
  const letters = [...new Intl.Segmenter().segment(id)].map(({ segment }) => segment);
  return letters.length <= longest ? id : `${letters.slice(0, head).join('')}…${letters.slice(-tail).join('')}`;
}
