export * from './asks.ts';
export * from './book.ts';
export * from './lines.ts';
export * from './shelf.ts';
export * from './sweep-limit.ts';
export * from './terms.ts';
