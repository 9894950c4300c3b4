/** The page's few icons, drawn in one hand: 24 px, round ends, the colour of their text. */
import type { ComponentChildren } from 'preact';

function Icon({ children, fill = false }: { children: ComponentChildren; fill?: boolean }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill={fill ? 'currentColor' : 'none'}
      stroke={fill ? 'none' : 'currentColor'}
      stroke-width="2.2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const HeartIcon = () => (
  <Icon fill>
    <path d="M12 20.6c-.5 0-1-.2-1.4-.5C6.2 16.4 2.5 13.3 2.5 9.2 2.5 6.3 4.8 4 7.6 4c1.7 0 3.3.8 4.4 2.1C13.1 4.8 14.7 4 16.4 4c2.8 0 5.1 2.3 5.1 5.2 0 4.1-3.7 7.2-8.1 10.9-.4.3-.9.5-1.4.5Z" />
  </Icon>
);

export const SendIcon = () => (
  <Icon>
    <path d="M12 19V5M5.5 11.5 12 5l6.5 6.5" />
  </Icon>
);

export const PersonIcon = () => (
  <Icon>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20c1.2-3.6 4-5.4 7.5-5.4s6.3 1.8 7.5 5.4" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m5 12.5 4.5 4.5L19 7" />
  </Icon>
);

export const CrossIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
);

export const TrophyIcon = () => (
  <Icon>
    <path d="M8 4h8v6a4 4 0 0 1-8 0V4ZM8 6H4.5c0 3 1.2 5 3.5 5.4M16 6h3.5c0 3-1.2 5-3.5 5.4M12 14v3M8.5 20h7M9.5 20c0-1.7 1-3 2.5-3s2.5 1.3 2.5 3" />
  </Icon>
);

export const GiftIcon = () => (
  <Icon>
    <path d="M4 11h16v9H4zM3 7.5h18V11H3zM12 7.5V20M12 7.5C9 7.5 7 6.4 7 4.9 7 3.8 7.9 3 9 3c1.8 0 3 2.3 3 4.5Zm0 0c3 0 5-1.1 5-2.6C17 3.8 16.1 3 15 3c-1.8 0-3 2.3-3 4.5Z" />
  </Icon>
);

export const FlameIcon = () => (
  <Icon fill>
    <path d="M12.7 2.5c.6 3-1.1 4.7-2.6 6.4C8.7 10.4 7 12.2 7 15a5.5 5.5 0 0 0 11 .3c.1-2.3-1-4.2-2.2-5.7-.3 1.2-.9 2-1.9 2.5.7-3.5.3-7-1.2-9.6Z" />
  </Icon>
);

export const ShieldIcon = () => (
  <Icon>
    <path d="M12 3 5 5.6v5.2c0 4.4 2.9 8 7 9.7 4.1-1.7 7-5.3 7-9.7V5.6L12 3Z" />
    <path d="m9 12 2.2 2.2L15.2 10" />
  </Icon>
);

export const PeopleIcon = () => (
  <Icon>
    <circle cx="9" cy="8.5" r="3.2" />
    <path d="M3 19c.7-3.2 2.9-4.8 6-4.8s5.3 1.6 6 4.8M15.5 5.6a3.2 3.2 0 0 1 0 5.8M18 14.8c1.6.7 2.6 2.1 3 4.2" />
  </Icon>
);

export const PinIcon = () => (
  <Icon>
    <path d="M12 21v-6M8 3.5h8l-1 6 3 3.2v2.3H6v-2.3l3-3.2-1-6Z" />
  </Icon>
);

export const LockIcon = () => (
  <Icon>
    <rect x="5.5" y="11" width="13" height="9" rx="2.5" />
    <path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" />
  </Icon>
);
