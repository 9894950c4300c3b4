/** Fills a form of the panel as a person does: by the labels of its fields. */
import type { Locator } from 'playwright-core';

/** What a form is filled with: by the label of each field. */
export type FormValues = Readonly<Record<string, string | number | boolean>>;

export async function fillIn(form: Locator, values: FormValues): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    const field = form.getByLabel(label, { exact: true });
    if (typeof value === 'boolean') await field.setChecked(value);
    else if ((await field.evaluate((element) => element.tagName)) === 'SELECT')
      await field.selectOption({ label: String(value) });
    else await field.fill(String(value));
  }
}
