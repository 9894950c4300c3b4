/** Bots of battles and polls: rehearsals, load tests and tests play the same ones. */
export * from './battle-bot.ts';
export * from './cheater.ts';
export * from './fan.ts';
export * from './sniper.ts';
