/** Finds what the tests need from the system, installs it where it may, and otherwise says what is missing in one line. */
import { spawnSync } from 'node:child_process';
import { canRun, findChromium } from './find-chromium.ts';

export interface Need {
  name: string;
  isThere(): boolean;
  /** The Debian packages that bring it. */
  packages: readonly string[];
  /** Services that the packages start by themselves: tests start their own, on ports and in folders of their own. */
  services?: readonly string[];
  /** How to get it elsewhere. */
  otherwise: string;
}

/** The next thing that tests need from the system is one more entry. */
const needs: readonly Need[] = [
  {
    name: 'Chromium',
    isThere: () => findChromium() !== null,
    packages: ['chromium'],
    otherwise: 'install Chromium or Chrome and name it in CHROMIUM_PATH',
  },
  {
    name: 'a font with Chinese characters',
    isThere: () => (run('fc-list', [':lang=zh', 'file']).output ?? '').trim() !== '',
    packages: ['fonts-noto-cjk'],
    otherwise: 'install Noto Sans CJK',
  },
  {
    name: 'redis-server',
    isThere: () => run('redis-server', ['--version']).ok,
    packages: ['redis-server'],
    services: ['redis-server'],
    otherwise: 'install Redis 7, with redis-server in the path',
  },
  {
    name: 'promtool',
    isThere: () => run('promtool', ['--version']).ok,
    packages: ['prometheus'],
    services: ['prometheus'],
    otherwise: 'install Prometheus, with promtool in the path',
  },
];

export interface System {
  /** Whether packages may be installed here. */
  canInstall: boolean;
  /** Installs Debian packages; false when that failed. */
  install(packages: readonly string[]): boolean;
  /** Stops services that an installation has started, for good. */
  stop(services: readonly string[]): void;
  say(line: string): void;
}

/** Whether everything is there in the end. */
export function setUp(wanted: readonly Need[], system: System): boolean {
  const missing = wanted.filter((need) => !need.isThere());
  if (missing.length === 0) return true;
  const packages = missing.flatMap((need) => need.packages);
  if (system.canInstall) {
    system.say(`Installing ${packages.join(', ')} for the tests.`);
    const isInstalled = system.install(packages);
    system.stop(missing.flatMap((need) => need.services ?? []));
    if (isInstalled && missing.every((need) => need.isThere())) return true;
  }
  const still = missing.filter((need) => !need.isThere());
  const names = still.map(({ name, otherwise }) => `${name} (${otherwise})`).join(', ');
  system.say(`The tests need ${names}. On Debian: sudo apt-get install ${still.flatMap((need) => need.packages).join(' ')}`);
  return false;
}

function run(command: string, args: readonly string[]): { ok: boolean; output: string | null } {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return { ok: status === 0, output: stdout };
}

function installWithApt(packages: readonly string[]): boolean {
  return run('apt-get', ['update']).ok && run('apt-get', ['install', '-y', '--no-install-recommends', ...packages]).ok;
}

/** A service that is not there is not running either. */
function stopServices(services: readonly string[]): void {
  for (const service of services) {
    run('service', [service, 'stop']);
    run('update-rc.d', [service, 'disable']);
  }
}

if (import.meta.main) {
  const canInstall = process.getuid?.() === 0 && canRun('/usr/bin/apt-get');
  const ready = setUp(needs, {
    canInstall,
    install: installWithApt,
    stop: stopServices,
    say: (line) => console.error(line),
  });
  process.exitCode = ready ? 0 : 1;
}
