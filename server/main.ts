/** Starts the server from the command line, and stops it on a signal. */
import { startApp } from './app.ts';
import type { App } from './app.ts';
import { readArguments, usage } from './arguments.ts';
import { ConfigError, loadConfig, printConfig } from './config.ts';
import type { Config } from './config.ts';
import { RedisLedgerError } from './redis/errors.ts';
import { ListenError } from './transport/http-rules.ts';
import { StoreError } from './sqlite/errors.ts';

/** After this a stop that hangs is cut short; what was answered is durable anyway. */
const stopWithinMs = 10_000;

function configOrExit(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`Drumroll cannot start with this configuration:\n  ${error.problems.join('\n  ')}`);
    process.exit(1);
  }
}

async function startOrExit(config: Config): Promise<App> {
  try {
    return await startApp(config);
  } catch (error) {
    // What the operator can mend is one sentence; a bug is a stack trace.
    const mendable = error instanceof ListenError || error instanceof StoreError || error instanceof RedisLedgerError;
    console.error(mendable ? `Drumroll cannot start: ${error.message}` : error);
    process.exit(1);
  }
}

function greet(app: App, config: Config): void {
  const url = app.url.replace('127.0.0.1', 'localhost').replace('0.0.0.0', 'localhost');
  const demo = `
  Drumroll is running in demo mode${config.localHostsOnly ? ', for this machine only' : ''}.

    Viewer    ${url}/?show=demo
    Panel     ${url}/panel?show=demo
    Overlay   ${url}/overlay?show=demo
`;
  console.log(config.demo ? demo : `Drumroll is running at ${url}`);
}

function stopOnSignals(app: App): void {
  const stop = (code: number) => {
    setTimeout(() => process.exit(code), stopWithinMs).unref();
    app.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        app.services.log.error({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop(0));
  process.once('SIGINT', () => stop(0));
  process.on('unhandledRejection', (error) => {
    app.services.log.error({ err: error }, 'a promise failed unheard');
    app.services.metrics.count('drumroll_handler_errors_total', 1, { where: 'process' });
  });
  process.once('uncaughtException', (error) => {
    // The state of the process is unknown: leave in order and let the supervisor start a fresh one, which resumes the shows.
    app.services.log.error({ err: error }, 'an uncaught exception; stopping');
    stop(1);
  });
}

const asked = readArguments(process.argv.slice(2));
if ('wrong' in asked) {
  console.error(`Drumroll cannot start: ${asked.wrong}\n\n${usage}`);
  process.exit(1);
}
if (asked.act === 'help') {
  console.log(usage);
  process.exit(0);
}
const config = configOrExit();
if (asked.act === 'print-config') {
  console.log(printConfig(config));
  process.exit(0);
}
const app = await startOrExit(config);
stopOnSignals(app);
greet(app, config);
// A process manager that waits for it: PM2's `wait_ready`.
process.send?.('ready');
