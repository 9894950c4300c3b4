/** Ids of choices, made of their words: the same words are the same choice in every poll, so that a rule may wait for them. */

const longest = 28;

/** One for each choice, in order, all different; those that are given stay. */
export function choiceIds(choices: readonly { id?: string; text: string }[]): string[] {
  const taken = new Set(choices.flatMap(({ id }) => id ?? []));
  return choices.map(({ id: given, text }) => {
    if (given !== undefined) return given;
    const base = idOf(text);
    let id = base;
    for (let n = 2; taken.has(id) || id in {}; n++) id = `${base}-${n}`;
    taken.add(id);
    return id;
  });
}

/** `Green tea` is `green-tea`; letters beyond a to z are their numbers. */
function idOf(text: string): string {
  const id = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}]+/gv, '-')
    .replaceAll(/[^a-z0-9\-]/gv, (letter) => `-${letter.codePointAt(0)?.toString(36)}-`)
    .replaceAll(/-+/g, '-')
    .replace(/^-/, '')
    .slice(0, longest)
    .replace(/-$/, '');
  return id === '' ? 'choice' : id;
}
