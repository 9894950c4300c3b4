/** How many units: one fewer, the number, one more. */
import { Button } from '../../kit/button.tsx';
import { formatNumber } from '../../kit/i18n.ts';
import { t } from '../texts.ts';

export interface StepperProps {
  value: number;
  most: number;
  onChange: (value: number) => void;
}

export function Stepper({ value, most, onChange }: StepperProps) {
  return (
    <div class="stepper" role="group" aria-label={t('sale.quantity')}>
      <Button label={t('sale.fewer')} blocked={value <= 1 ? t('sale.fewer') : ''} onPress={() => onChange(value - 1)}>
        −
      </Button>
      <output aria-live="polite">{formatNumber(value)}</output>
      <Button label={t('sale.more')} blocked={value >= most ? t('sale.more') : ''} onPress={() => onChange(value + 1)}>
        +
      </Button>
    </div>
  );
}
