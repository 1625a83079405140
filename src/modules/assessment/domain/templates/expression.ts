/** What a template's parameters are in one variant: `so` → 5, `nguoi.ten` → "Chị Hoa". */
export type Values = Readonly<Record<string, string | number>>;

const TOKEN = /\s*(?:(\d+)|([a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)?)|([-+*/()]))/y;
const NAME = /^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)?$/;
const COMPARISON = /^(.+?)(<=|>=|!=|=|<|>)(.+)$/;

/**
 * The value of `ten`, `nguoi.ten`, `3`, or of arithmetic with whole numbers: `(gia - giam) * so / 2`.
 *
 * @throws Error in words for the author: an unknown name, a text where a number belongs, a result that is not whole
 */
export function evaluate(expression: string, values: Values): string | number {
  const plain = expression.trim();
  if (NAME.test(plain)) return valueOf(plain, values);
  const tokens = tokensOf(plain);
  let next = 0;

  const factor = (): number => {
    const token = tokens[next];
    next += 1;
    if (token === '(') {
      const inner = sum();
      if (tokens[next] !== ')') throw new Error(`“${plain}” lacks a closing bracket`);
      next += 1;
      return inner;
    }
    if (token !== undefined && /^\d+$/.test(token)) return Number(token);
    if (token === undefined || !NAME.test(token)) throw new Error(`“${plain}” is no arithmetic`);
    const value = valueOf(token, values);
    if (typeof value !== 'number') throw new Error(`“${token}” is no number`);
    return value;
  };
  const product = (): number => {
    let result = factor();
    while (tokens[next] === '*' || tokens[next] === '/') {
      const divides = tokens[next] === '/';
      next += 1;
      const other = factor();
      result = divides ? result / other : result * other;
    }
    return result;
  };
  const sum = (): number => {
    let result = product();
    while (tokens[next] === '+' || tokens[next] === '-') {
      const sign = tokens[next] === '-' ? -1 : 1;
      next += 1;
      result += sign * product();
    }
    return result;
  };

  const result = sum();
  if (next < tokens.length) throw new Error(`“${plain}” is no arithmetic`);
  if (!Number.isSafeInteger(result) || result < 0)
    throw new Error(`“${plain}” gives ${result}, no whole number`);
  return result;
}

/** Whether `doAm < 40` or `so * gia >= 100` holds. @throws Error like `evaluate`, or when it compares nothing */
export function holds(condition: string, values: Values): boolean {
  const [, left, sign, right] = COMPARISON.exec(condition) ?? [];
  if (!left || !right) throw new Error(`“${condition}” compares nothing`);
  const [one, other] = [evaluate(left, values), evaluate(right, values)];
  if (sign === '=') return one === other;
  if (sign === '!=') return one !== other;
  if (typeof one !== 'number' || typeof other !== 'number') throw new Error(`“${condition}” compares texts`);
  if (sign === '<') return one < other;
  if (sign === '>') return one > other;
  return sign === '<=' ? one <= other : one >= other;
}

function valueOf(name: string, values: Values): string | number {
  const value = values[name];
  if (value === undefined) throw new Error(`“${name}” is no parameter`);
  return value;
}

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.length) {
    const found = TOKEN.exec(expression);
    if (!found) throw new Error(`“${expression}” is no arithmetic`);
    tokens.push(found[1] ?? found[2] ?? found[3] ?? '');
  }
  return tokens;
}
