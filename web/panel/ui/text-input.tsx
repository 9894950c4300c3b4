/** A line of text. */
import type { JSX } from 'preact';
import type { Tied } from './field.tsx';

type Passed = Pick<
  JSX.IntrinsicElements['input'],
  'aria-label' | 'autocapitalize' | 'inputMode' | 'list' | 'maxLength' | 'placeholder' | 'spellcheck'
>;

export interface TextInputProps extends Passed {
  tied?: Tied;
  class?: string;
  value: string;
  onText: (text: string) => void;
}

export function TextInput({ tied, onText, ...input }: TextInputProps) {
  return (
    <input
      {...tied}
      {...input}
      class={`input ${input.class ?? ''}`}
      type="text"
      autocomplete="off"
      onInput={({ currentTarget }) => onText(currentTarget.value)}
    />
  );
}
