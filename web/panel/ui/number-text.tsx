/** A number typed as text, so that `0.` on the way to `0.5` stays as typed; what cannot be read is null. */
import { useState } from 'preact/hooks';
import type { Tied } from './field.tsx';

export interface NumberTextProps {
  tied?: Tied;
  label?: string;
  value: number | null;
  /** How many of the value's units make one of those shown: 60 where seconds are typed as minutes. */
  per?: number;
  onValue: (value: number | null) => void;
}

export function NumberText({ tied, label, value, per = 1, onValue }: NumberTextProps) {
  const [typed, setTyped] = useState('');
  // What was typed is shown as long as it says what the value is.
  const shown = readNumber(typed, per) === value ? typed : value === null ? '' : String(round(value / per));
  return (
    <input
      {...tied}
      class="input number-text"
      type="text"
      inputMode="decimal"
      autocomplete="off"
      aria-label={label}
      value={shown}
      onInput={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onValue(readNumber(currentTarget.value, per));
      }}
    />
  );
}

/** Full-width digits and a decimal comma are read as well. */
function readNumber(text: string, per: number): number | null {
  const plain = text.normalize('NFKC').trim().replace(',', '.');
  return /^-?\d{1,30}(?:\.\d{0,6})?$/.test(plain) ? round(Number(plain) * per) : null;
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
