/** Runs Drumroll under PM2 7: one process, restarted when it ends, stopped in order. */
export const apps = [
  {
    name: 'drumroll',
    script: 'server/main.ts',
    // The Node that the project brings along: the host's may be older.
    interpreter: './node_modules/.bin/node',
    interpreter_args: '--disable-warning=ExperimentalWarning',
    exec_mode: 'fork',
    instances: 1,
    wait_ready: true,
    listen_timeout: 15_000,
    // A stop takes at most 10 s: viewers are told, and what was accepted is made durable.
    kill_timeout: 12_000,
    env: { NODE_ENV: 'production' },
  },
];
