/** The settings form, read from JSON Schema: every shape a game may use, and every game there is. */
import assert from 'node:assert/strict';
import { z } from 'zod';
import { labelled } from '../../../shared/game-kit/index.ts';
import { games } from '../../../shared/games/index.ts';
import { fieldOf } from '../../../web/panel/forms/fields.ts';
import type { Field, JsonSchema } from '../../../web/panel/forms/fields.ts';
import { inLanguage, startingValue, valueAt } from '../../../web/panel/forms/values.ts';

function formOf(schema: z.ZodType): Field {
  return fieldOf(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema);
}

function fieldNamed(form: Field, name: string): Field {
  assert.equal(form.kind, 'group');
  const found = form.kind === 'group' ? form.fields.find((child) => child.name === name) : undefined;
  assert.ok(found, `no field ${name}`);
  return found.field;
}

function kindsIn(field: Field): string[] {
  if (field.kind === 'group') return field.fields.flatMap((child) => kindsIn(child.field));
  if (field.kind === 'list') return [field.kind, ...kindsIn(field.item)];
  return [field.kind];
}

describe('settings form', () => {
  for (const game of Object.values(games)) {
    it(`[PAGE-40] ${game.id}: the untouched form is a set of settings that the game takes, equal to its defaults`, () => {
      const form = formOf(game.settings);
      assert.deepEqual(game.settings.parse(startingValue(form)), game.settings.parse({}));
    });

    it(`[PAGE-41] ${game.id}: every setting has a control of its own, never raw JSON`, () => {
      assert.ok(!kindsIn(formOf(game.settings)).includes('json'));
    });

    it(`[PAGE-42] ${game.id}: every setting is labelled in both languages`, () => {
      const form = formOf(game.settings);
      assert.equal(form.kind, 'group');
      for (const { name, field } of form.kind === 'group' ? form.fields : []) {
        assert.match(field.label?.['zh-CN'] ?? '', /\p{Script=Han}/u, `${name} has no Chinese label`);
        assert.doesNotMatch(field.label?.en ?? '', /\p{Script=Han}/u, `${name} has no English label`);
      }
    });
  }

  it('[PAGE-67] a choice of language starts with the one that the streamer reads, and no other choice is touched', () => {
    const form = formOf(
      z.object({
        language: z.enum(['en', 'zh-CN']).default('en'),
        mode: z.enum(['points', 'knock-out']).default('points'),
        prize: z.object({ language: z.enum(['en', 'de']).default('en') }).prefault({}),
      }),
    );
    const start = startingValue(form);
    assert.deepEqual(inLanguage(start, form, 'zh-CN'), { language: 'zh-CN', mode: 'points', prize: { language: 'en' } });
    assert.deepEqual(inLanguage(start, form, 'en'), start);
    const quiz = formOf(games['quick-quiz']!.settings);
    assert.equal(valueAt(inLanguage(startingValue(quiz), quiz, 'zh-CN'), ['language']), 'zh-CN');
  });

  it('[PAGE-43] each shape of a settings schema gets the control that fits it, with its bounds', () => {
    const form = formOf(
      z.object({
        name: z.string().min(1).max(24).default('Red'),
        story: z.string().max(400).default(''),
        seconds: z.int().min(5).max(120).default(20),
        share: z.number().gt(0).multipleOf(0.5).default(1),
        any: z.int().default(0),
        on: z.boolean().default(false),
        mode: z.enum(['points', 'knock-out']).default('points'),
        keyword: z.string().nullable().default(null),
        teams: z.array(z.string()).min(2).max(4).default(['Red', 'Blue']),
        prize: z.object({ name: z.string().default('') }).prefault({}),
        free: z.union([z.string(), z.int()]).default('x'),
      }),
    );
    const { label: _, help: __, initial: ___, ...name } = fieldNamed(form, 'name') as Field & { kind: 'text' };
    assert.deepEqual(name, { kind: 'text', minLength: 1, maxLength: 24, long: false });
    const story = fieldNamed(form, 'story');
    assert.ok(story.kind === 'text' && story.long);
    const seconds = fieldNamed(form, 'seconds');
    assert.ok(seconds.kind === 'number' && seconds.whole && seconds.min === 5 && seconds.max === 120);
    const share = fieldNamed(form, 'share');
    assert.ok(share.kind === 'number' && !share.whole && share.min === 0.5 && share.max === null && share.step === 0.5);
    const any = fieldNamed(form, 'any');
    assert.ok(any.kind === 'number' && any.min === null && any.max === null, 'zod’s safe-integer range is no bound');
    assert.equal(fieldNamed(form, 'on').kind, 'switch');
    const mode = fieldNamed(form, 'mode');
    assert.ok(mode.kind === 'choice');
    assert.deepEqual(mode.kind === 'choice' && mode.options, ['points', 'knock-out']);
    assert.equal(fieldNamed(form, 'keyword').kind, 'text');
    const teams = fieldNamed(form, 'teams');
    assert.ok(teams.kind === 'list' && teams.item.kind === 'text' && teams.min === 2 && teams.max === 4);
    assert.equal(fieldNamed(form, 'prize').kind, 'group');
    assert.equal(fieldNamed(form, 'free').kind, 'json');
  });

  it('[PAGE-43] a list of objects is a list of groups, and a reference is followed', () => {
    const question = z.object({ text: z.string(), right: z.int().min(0).default(0) }).meta({ id: 'Question' });
    const form = formOf(z.object({ questions: z.array(question).default([]), bonus: question.optional() }));
    const questions = fieldNamed(form, 'questions');
    assert.ok(questions.kind === 'list' && questions.item.kind === 'group');
    assert.equal(fieldNamed(form, 'bonus').kind, 'group');
    assert.deepEqual(startingValue(questions.kind === 'list' ? questions.item : form), { text: '', right: 0 });
    assert.deepEqual(startingValue(form), { questions: [] }, 'an optional part without a default is left out');
  });

  it('[PAGE-42] labels come from the schema in both languages; a field without one is called by its name', () => {
    const form = formOf(
      z.object({
        seconds: labelled(z.int().default(5), { en: 'Seconds', 'zh-CN': '秒' }),
        maxWinners: z.int().default(1),
      }),
    );
    assert.deepEqual(fieldNamed(form, 'seconds').label, { en: 'Seconds', 'zh-CN': '秒' });
    assert.deepEqual(fieldNamed(form, 'maxWinners').label, { en: 'Max winners', 'zh-CN': 'Max winners' });
  });
});
