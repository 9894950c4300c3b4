/** A page whose line can be made deaf: what it says goes out, what the server says waits, and is let through or lost with the line. */
import type { WebSocketRoute } from 'playwright-core';
import type { Seat } from './browser-house.ts';

export interface DeafLine {
  /** From now on the page hears nothing; what it says still reaches the server. */
  deafen(): void;
  /** The page hears all that it has missed, and goes on hearing. */
  undeafen(): void;
  /** The line breaks, and what the page has missed is lost with it. The next line is sound. */
  cut(): Promise<void>;
}

/** What the SDK takes for a line that broke by itself. */
const broken = { code: 4010 };

/** Opens the page anew, on a line of this kind. */
export async function deafLineOf({ page }: Seat): Promise<DeafLine> {
  const lines = new Set<[ofPage: WebSocketRoute, ofServer: WebSocketRoute]>();
  let missed: (() => void)[] | null = null;
  await page.routeWebSocket(/./, (ofPage) => {
    const ofServer = ofPage.connectToServer();
    lines.add([ofPage, ofServer]);
    ofServer.onMessage((message) => {
      if (missed) missed.push(() => ofPage.send(message));
      else ofPage.send(message);
    });
  });
  await page.addInitScript(likeANativeSocket);
  await page.reload();
  return {
    deafen: () => (missed ??= []),
    undeafen() {
      for (const tell of missed ?? []) tell();
      missed = null;
    },
    async cut() {
      const cut = [...lines].flat();
      lines.clear();
      missed = null;
      await Promise.all(cut.map((end) => end.close(broken)));
    },
  };
}

/** A browser's own socket throws at options that are meant for Node, and the SDK relies on that; a routed one takes them. */
function likeANativeSocket(): void {
  window.WebSocket = new Proxy(window.WebSocket, {
    construct(socket, [url, protocols]: [string, unknown]) {
      if (typeof protocols === 'object' && !Array.isArray(protocols)) throw new SyntaxError('these are no protocols');
      return Reflect.construct(socket, [url, protocols]) as WebSocket;
    },
  });
}
