import { describe, expect, it } from 'vitest';
import type { Question } from '../domain/contract.ts';
import { answerOf, chosenOf, draftOf, FIELD, itemOf, orderOf, pairsOf, type Draft } from './answer-form.ts';

const choices = ['1', '2', '3'].map((id) => ({ id, text: `Ô ${id}` }));
const base = { itemId: '4.2-01', ask: 'Làm gì?' };
const single: Question = { ...base, type: 'single', choices };
const multiple: Question = { ...base, type: 'multiple', choices };
const order: Question = { ...base, type: 'order', choices };
const match: Question = { ...base, type: 'match', lefts: choices, rights: choices };
const spot: Question = { ...base, type: 'spot', message: { channel: 'sms', from: 'Số lạ', parts: choices } };

const chosen = (...ids: string[]): Draft => ids.map((id) => [FIELD.chosen, id]);
const placed = (...places: string[]): Draft => places.map((place, at) => [FIELD.placeOf(`${at + 1}`), place]);
const paired = (...rights: string[]): Draft =>
  rights.map((right, at) => [FIELD.partnerOf(`${at + 1}`), right]);

describe('the answer a form holds', () => {
  it('is the one id of a single choice', () => {
    expect(answerOf(single, chosen('2'))).toBe('2');
  });

  it('is the set of ids where several may be chosen, each once', () => {
    expect(answerOf(multiple, chosen('3', '1', '3'))).toEqual(['3', '1']);
    expect(answerOf(spot, chosen('2'))).toEqual(['2']);
  });

  it('is missing while nothing is chosen', () => {
    for (const question of [single, multiple, order, match, spot]) {
      expect(answerOf(question, [])).toBeUndefined();
    }
  });

  it('reads an order from the places, whichever way the fields stand', () => {
    expect(answerOf(order, placed('2', '3', '1'))).toEqual(['3', '1', '2']);
  });

  it('is missing while a step has no place, or two have the same, or a place does not exist', () => {
    expect(answerOf(order, placed('1', '2'))).toBeUndefined();
    expect(answerOf(order, placed('1', '1', '2'))).toBeUndefined();
    expect(answerOf(order, placed('1', '2', '4'))).toBeUndefined();
    expect(answerOf(order, placed('1', '2', 'ba'))).toBeUndefined();
  });

  it('reads pairs, and misses one that is not made or made twice', () => {
    expect(answerOf(match, paired('3', '1', '2'))).toEqual({ 1: '3', 2: '1', 3: '2' });
    expect(answerOf(match, paired('3', '1'))).toBeUndefined();
    expect(answerOf(match, paired('3', '1', '1'))).toBeUndefined();
  });

  it('is "I do not know" by that button, whatever else is chosen', () => {
    const draft: Draft = [...chosen('1'), [FIELD.act, FIELD.unknown]];
    for (const question of [single, multiple, order, match, spot])
      expect(answerOf(question, draft)).toBeNull();
  });
});

describe('a draft', () => {
  it('gives back what was begun', () => {
    expect(chosenOf(chosen('1', '1', '2'))).toEqual(['1', '2']);
    expect(orderOf(choices, placed('', '1'))).toEqual(['2']);
    expect(pairsOf(choices, paired('', '3'))).toEqual({ 2: '3' });
  });

  it('keeps text fields only, and no more than a question can ask for', () => {
    const form = new FormData();
    form.append(FIELD.item, '4.2-01');
    form.append('tep', new File(['x'], 'x.txt'));
    form.append('trong', '');
    for (let count = 0; count < 100; count++) form.append(FIELD.chosen, 'a'.repeat(1000));
    const draft = draftOf(form);
    expect(itemOf(draft)).toBe('4.2-01');
    expect(draft).toHaveLength(40);
    expect(draft.every(([name, value]) => name.length <= 40 && value.length <= 40)).toBe(true);
    expect(draft.some(([name]) => name === 'tep')).toBe(false);
  });
});
