/** One of a few, side by side. */
import { useId } from 'preact/hooks';

export interface SegmentsProps<Value extends string> {
  legend: string;
  options: readonly { value: Value; text: string }[];
  chosen: Value;
  onChoose: (value: Value) => void;
}

export function Segments<Value extends string>({ legend, options, chosen, onChoose }: SegmentsProps<Value>) {
  const name = useId();
  return (
    <fieldset class="opening">
      <legend>{legend}</legend>
      <div class="segments" style={{ gridTemplateColumns: `repeat(${options.length}, 1fr)` }}>
        {options.map(({ value, text }) => (
          <label key={value}>
            <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
