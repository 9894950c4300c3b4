/** The few pictures of the panel, drawn as strokes so that they take the colour of their text. */

const paths = {
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  up: 'm6 15 6-6 6 6',
  down: 'm6 9 6 6 6-6',
  close: 'M6 6l12 12M18 6 6 18',
  play: 'M7 5v14l12-7z',
  next: 'M6 5v14l9-7zM18 5v14',
  pin: 'M9 4h6l-1 7 3 3H7l3-3zM12 14v6',
  mute: 'M5 9v6h4l5 4V5L9 9zM18 9l4 6M22 9l-4 6',
  ban: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  unlock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1.2',
  help: 'M9.2 9.2a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2.2M12 17.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  share: 'M10 14 20 4M14 4h6v6M18 14v6H4V6h6',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.3 2.7-6 6-6s6 2.7 6 6M16 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.5c2 .8 3.5 2.9 3.5 5.5',
  heart: 'M12 20s-7.5-4.6-7.5-10A4.3 4.3 0 0 1 12 7.400a4.3 4.3 0 0 1 7.5 2.600C19.500 15.400 12 20 12 20z',
  bot: 'M5 9h14v10H5zM12 9V5M9 13.500v1.500M15 13.500v1.500M2.500 13v3M21.500 13v3',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  download: 'M12 4v11M7 10.500l5 5 5-5M5 20h14',
  back: 'm14 6-6 6 6 6',
  games:
    'M7 8h10a5 5 0 0 1 5 5c0 3-1.500 5-3.500 5S15.500 15.500 14 15.500h-4c-1.500 0-2.500 2.500-4.500 2.500S2 16 2 13a5 5 0 0 1 5-5zM7 11.500v3M5.500 13h3M16 12v.1M18 14v.1',
  live: 'M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM7.800 7.800a6 6 0 0 0 0 8.400M16.200 7.800a6 6 0 0 1 0 8.400M5 5a10 10 0 0 0 0 14M19 5a10 10 0 0 1 0 14',
  list: 'M9 6h11M9 12h11M9 18h11M4.500 6v.1M4.500 12v.1M4.500 18v.1',
  chat: 'M4 5h16v11H10l-4 4v-4H4z',
  trophy: 'M8 4h8v6a4 4 0 0 1-8 0zM8 6H4c0 3 1.500 4.500 4 4.500M16 6h4c0 3-1.500 4.500-4 4.500M12 14v4M8 20h8',
  warning: 'M12 4 2.500 20h19zM12 10v4.500M12 17.300v.1',
  bolt: 'M13 3 5 13.500h6L10 21l9-11.500h-6.500z',
  swords: 'M5 4l9.500 9.500M4 4v3l8 8M19 4l-9.500 9.500M20 4v3l-8 8M6 14l4 4M18 14l-4 4M5 20l3-3M19 20l-3-3',
  poll: 'M5 20V11h3.500v9zM10.300 20V5h3.500v15zM15.600 20v-6.500H19V20z',
  tag: 'M4 4h8l8 8-8 8-8-8zM8.500 8.500v.1',
  hook: 'M21 3 3 10.500l7 3 3 7zM21 3 10 13.500',
  again: 'M5 12a7 7 0 1 0 2.200-5.100M7.500 3v4h4',
  undo: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
