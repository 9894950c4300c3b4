export * from './buyer.ts';
export * from './cheater.ts';
export * from './refresher.ts';
export * from './sale-bot.ts';
