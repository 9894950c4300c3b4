/** What one connection may cost, the same on both transports. */

/** A socket that has this much unsent misses what is published until it has caught up; above the largest keyframe with its tail. */
export const maxBackpressureBytes = 256 * 1024;
/** The largest message a client may send: a rundown with question banks has to fit, as it does over HTTP. */
export const maxPayloadBytes = 64 * 1024;
/** Pieces a client may cut one message into. */
export const maxFragments = 64;
/** A socket that is silent for this long, pings unanswered, is closed. */
export const idleTimeoutSeconds = 32;
/** A request whose headers take longer, or a connection kept alive for the next one, is closed. */
export const httpIdleMs = 10_000;
