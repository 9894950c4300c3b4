/** The demo picture: a painted studio with drifting products, and the stage's clock on the wall. */
import { paintClock, paintFrame, prepareScene } from './studio.ts';
import type { Scene } from './studio.ts';
import type { VideoSource } from './source.ts';

/** Thirty pictures a second at most; with reduced motion only the clock changes, once a second. */
const frameMs = 33;
const maxPixelRatio = 1.5;

export const canvasSource: VideoSource = (host, { serverNow, onMotion }) => {
  const canvas = document.createElement('canvas');
  canvas.className = 'video-canvas';
  host.append(canvas);
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) return () => canvas.remove();

  let scene: Scene | null = null;
  let reduced = false;
  let paintedAt = -Infinity;
  let request = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const paint = (at: number): void => {
    if (!scene) return;
    paintedAt = at;
    // With reduced motion the scene stands as it is at one moment; time itself still shows.
    paintFrame(pen, scene, reduced ? 12_000 : serverNow());
    paintClock(pen, scene, serverNow());
  };
  const loop = (at: number): void => {
    if (at - paintedAt >= frameMs) paint(at);
    request = requestAnimationFrame(loop);
  };
  const tick = (): void => {
    paint(performance.now());
    timer = setTimeout(tick, 1000 - (serverNow() % 1000));
  };
  const play = (): void => {
    cancelAnimationFrame(request);
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') return;
    if (reduced) tick();
    else request = requestAnimationFrame(loop);
  };

  const resize = new ResizeObserver(() => {
    const ratio = Math.min(maxPixelRatio, devicePixelRatio);
    canvas.width = Math.max(1, Math.round(host.clientWidth * ratio));
    canvas.height = Math.max(1, Math.round(host.clientHeight * ratio));
    scene = prepareScene(canvas.width, canvas.height);
    paint(performance.now());
  });
  resize.observe(host);
  document.addEventListener('visibilitychange', play);
  const stopMotion = onMotion((next) => {
    reduced = next;
    play();
  });

  return () => {
    stopMotion();
    resize.disconnect();
    document.removeEventListener('visibilitychange', play);
    cancelAnimationFrame(request);
    clearTimeout(timer);
    canvas.remove();
  };
};
