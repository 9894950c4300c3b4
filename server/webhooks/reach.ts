/** Which network an address belongs to, and which of them webhooks may go to: a stranger's URL must not reach this one's insides. */
import { BlockList, isIP } from 'node:net';

/** `never`: nobody's shop can be there. */
export type Network = 'public' | 'loopback' | 'private' | 'never';

const lists: readonly [Network, readonly string[]][] = [
  // Hosts' own metadata services come first: some of them sit among private or public addresses.
  ['never', ['168.63.129.16/32', '100.100.100.200/32', '192.0.0.192/32', 'fd00:ec2::254/128', 'fd20:ce::254/128']],
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']],
  // https://www.iana.org/assignments/iana-ipv4-special-registry
  ['never', ['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15']],
  ['never', ['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4']],
  // Addresses that carry an IPv4 address inside (6to4, Teredo), and those for documentation.
  ['never', ['2002::/16', '2001::/23', '2001:db8::/32', '3fff::/20']],
  // The one block that is given out. What is outside, such as ::ffff:0:0/96, is nowhere that a shop would be.
  ['public', ['0.0.0.0/0', '2000::/3']],
];

const networks = lists.map(([network, subnets]) => ({ network, isIn: matcher(subnets) }));

export function networkOf(address: string): Network {
  const family = isIP(address);
  if (family === 0) return 'never';
  return networks.find(({ isIn }) => isIn(address, family))?.network ?? 'never';
}

/** Node's own lists take an IPv4-mapped address for the IPv4 address in it; here it is what it is. */
function matcher(subnets: readonly string[]): (address: string, family: number) => boolean {
  const list = { 4: new BlockList(), 6: new BlockList() };
  for (const subnet of subnets) {
    const [net = '', bits] = subnet.split('/');
    const family = isIP(net) === 4 ? 4 : 6;
    list[family].addSubnet(net, Number(bits), `ipv${family}`);
  }
  return (address, family) => (family === 4 ? list[4].check(address, 'ipv4') : list[6].check(address, 'ipv6'));
}

export interface ReachOptions {
  /** This machine is fine, http as well. */
  demo: boolean;
  /** The shop is in a private network: its addresses and this machine's are fine, http as well. */
  privateToo: boolean;
}

/** Whether a connection of this protocol may be made to this address. */
export function mayReach(protocol: string, address: string, { demo, privateToo }: ReachOptions): boolean {
  switch (networkOf(address)) {
    case 'public':
      return protocol === 'https:';
    case 'loopback':
      return demo || privateToo;
    case 'private':
      return privateToo;
    case 'never':
      return false;
  }
}
