/** The wire: every message, command, token and error code, each said once. */
export * from './battles.ts';
export * from './commands.ts';
export * from './errors.ts';
export * from './messages.ts';
export * from './own.ts';
export * from './requests.ts';
export * from './sales.ts';
export * from './tokens.ts';
