import type { ExchangedBody, UnitItemView } from '../exchange-contract.ts';

/** The draft that a form without a script gives: as many parts as the page showed, in their order. */
export function itemOfForm({ item }: UnitItemView, form: FormData): ExchangedBody {
  const text = (name: string) => String(form.get(name) ?? '');
  const texts = (name: string) => form.getAll(name).map(String);
  const right = new Set(texts('right'));
  const number = (name: string) => (text(name).trim() === '' ? null : Number(text(name).replace(',', '.')));
  const { content } = item;
  const isRight = (at: number) => right.has(String(at));
  const given = (): ExchangedBody['content'] => {
    if ('options' in content)
      return { ...content, options: texts('text').map((one, at) => ({ text: one, right: isRight(at) })) };
    if ('sequence' in content) return { ...content, sequence: texts('text') };
    if ('pairs' in content) {
      const others = texts('other');
      return { ...content, pairs: texts('left').map((left, at) => ({ left, right: others[at] ?? '' })) };
    }
    const notes = texts('note');
    return {
      ...content,
      from: text('from'),
      parts: texts('text').map((one, at) => ({ text: one, trap: isRight(at), note: notes[at] ?? '' })),
    };
  };
  const facts = { ...item.facts, tier: number('tier'), difficulty: number('difficulty') };
  return { ...item, ask: text('ask'), why: text('why'), facts, content: given() };
}
