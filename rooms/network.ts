/** The part of an address that one person is given: all of IPv4, the first half of IPv6. */

const embeddedV4 = /^(?:0*:)*:?ffff:(?<v4>\d+\.\d+\.\d+\.\d+)$/i;

/** Addresses of one IPv6 network of 64 bits are one; however it is written, the same address gives the same answer. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const v4 = embeddedV4.exec(address)?.groups?.['v4'];
  if (v4 !== undefined) return v4;
  const groups = groupsOf(address);
  return isEmbeddedV4(groups)
    ? dotted(groups[6]!, groups[7]!)
    : `${groups
        .slice(0, 4)
        .map((group) => group.toString(16))
        .join(':')}::/64`;
}

/** The eight groups of an IPv6 address, with what `::` leaves out. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const [before, after] = [head, tail ?? ''].map((part) =>
    part
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16)),
  );
  const missing = Math.max(0, 8 - before!.length - after!.length);
  return [...before!, ...Array.from({ length: missing }, () => 0), ...after!];
}

function isEmbeddedV4(groups: readonly number[]): boolean {
  return groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
