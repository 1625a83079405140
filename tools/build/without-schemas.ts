import type { ESTree } from 'vite';

const PURE = '/* @__PURE__ */';
/** All makers of schemas are the same in a page (`noSchemas`): one that is given nothing stands for any of them. */
const NOTHING = 'v.unknown()';

/**
 * What a page needs of a contract: of an endpoint its method and path, of a schema nothing. A schema that is only there
 * for the server is then asked for by nobody, nor what it was made of.
 *
 * @param code a file of a module's domain, types taken out, that imports Valibot as `v`
 */
export function withoutSchemas(code: string, program: ESTree.Program): string {
  let made = code;
  for (const { start, end, text } of shorter(code, program).reverse())
    made = `${made.slice(0, start)}${text}${made.slice(end)}`;
  return (
    made
      // Makers of several that are alike.
      .replaceAll(/(?<=const \w+ = )(?=\([^()]*\) =>\s*v\.)/g, '/* @__NO_SIDE_EFFECTS__ */ ')
      .replaceAll(/(?<![\w$.'"`])v\.[a-zA-Z]+\(/g, (call) => `${PURE} ${call}`)
  );
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is shorter in a page, in the order of the file. */
function shorter(code: string, program: ESTree.Program): Piece[] {
  return program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ init }) => {
      if (init?.type !== 'CallExpression') return [];
      const { start, end } = init;
      if (isSchema(init.callee)) return [{ start, end, text: NOTHING }];
      const [given] = init.arguments;
      if (init.callee.type !== 'Identifier' || init.callee.name !== 'endpoint') return [];
      if (given?.type !== 'ObjectExpression') return [];
      const kept = given.properties
        .filter(isCalled)
        .map((one) => code.slice(one.start, one.end))
        .join(', ');
      return [{ start, end, text: `${PURE} endpoint({ ${kept} })` }];
    });
  });
}

/** `v.pipe`, `v.object` and so on. */
const isSchema = (callee: ESTree.Expression | ESTree.Super): boolean =>
  callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'v';

const isCalled = (one: ESTree.ObjectPropertyKind): boolean =>
  one.type !== 'Property' || (one.key.type === 'Identifier' && /^(method|path)$/.test(one.key.name));
