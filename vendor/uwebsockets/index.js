/** Gives `uws-pack` (the official uWebSockets.js binaries, repacked for npm) the default export that Colyseus's transport imports. */
import * as uws from 'uws-pack';
export default uws;
export * from 'uws-pack';
