/** Style sheets are imported for their effect: the bundler turns them into links. */
declare module '*.css';
