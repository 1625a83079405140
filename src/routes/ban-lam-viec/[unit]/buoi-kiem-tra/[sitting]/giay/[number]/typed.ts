/** What the boxes of a sheet hold, in the order of its questions. */
export function typedOf(form: FormData): { id: string; personCode: string; answers: string[] } {
  const text = (name: string) => String(form.get(name) ?? '');
  const answers: string[] = [];
  for (let position = 0; form.has(`answer-${position}`); position += 1)
    answers.push(text(`answer-${position}`));
  return { id: text('id'), personCode: text('personCode'), answers };
}

/** What was typed where two hands differ, by position. */
export function settledOf(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    const position = /^answer-(\d{1,2})$/.exec(name)?.[1];
    if (position !== undefined) values[position] = String(value);
  }
  if (form.has('personCode')) values['-1'] = String(form.get('personCode'));
  return values;
}
