/** The picture behind everything: mounts the video source, which is loaded after the first paint. */
import { useEffect, useRef } from 'preact/hooks';
import { reducedMotion } from '../../kit/motion.ts';
import { useViewer } from '../context.ts';

export function VideoStage() {
  const { connection } = useViewer();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    void import('./canvas-source.ts').then(({ canvasSource }) => {
      if (gone || !host.current) return;
      stop = canvasSource(host.current, {
        serverNow: () => connection.clock.serverNow(),
        onMotion: (callback) => reducedMotion.subscribe(callback),
      });
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [connection]);
  return <div class="video" ref={host} aria-hidden="true" />;
}
