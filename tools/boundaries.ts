// Who may import whom, as dependency-cruiser rules made from every src/modules/*/module.json. The table that they
// enforce stands in CONTRIBUTING.md; tests/boundaries holds a tree that breaks each rule once.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

export interface ModuleManifest {
  readonly name: string;
  /** Modules at whose doors it may knock. */
  readonly needs: readonly string[];
  /** npm packages that each layer may use beside those that every module may. */
  readonly npm?: { readonly domain?: string[]; readonly server?: string[]; readonly ui?: string[] };
  /**
   * Tables that carry `part_key` and are not spread by it on a cluster: `reference` for a small table that every node
   * holds, or the column of a value that is unique nationwide.
   */
  readonly distribution?: Readonly<Record<string, string>>;
}

/** Platform files without clock, chance, network or Node: the domain may use them. */
const PURE_PLATFORM =
  '^src/platform/(text|time|refusal|sound)/|^src/platform/(http/(endpoint|who)|content/release)\\.ts$';
const CLIENT_PLATFORM = `${PURE_PLATFORM}|^src/platform/(client|messages|ids)/`;
const DOMAIN_NPM = ['valibot'];
const UI_NPM = ['svelte', 'valibot', '@sveltejs/kit'];
const SERVER_NPM = ['valibot'];
const TEST = '\\.test\\.ts$|/testing\\.ts$';
const STORE = '\\.store\\.ts$|/tables\\.ts$';

export function readManifests(root: string): ModuleManifest[] {
  return globSync('src/modules/*/module.json', { cwd: root })
    .sort()
    .map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as ModuleManifest);
}

const escape = (name: string) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const npm = (names: readonly string[]) => `node_modules/(@types/)?(${names.map(escape).join('|')})/`;
const own = (name: string) => `^src/modules/${name}/`;
const NPM = { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] };

function rule(name: string, comment: string, from: object, to: object): IForbiddenRuleType {
  return { name, comment, severity: 'error', from, to } as IForbiddenRuleType;
}

function moduleRules({ name, needs, npm: allowed = {} }: ModuleManifest): IForbiddenRuleType[] {
  const doors = needs.map((need) => `${own(need)}(index|server|ui)\\.ts$`);
  const layer = (files: string) => ({ path: `${own(name)}${files}`, pathNot: TEST });
  return [
    rule(
      `${name}-needs`,
      `module.json of ${name} says whom it needs, and it may knock only at their doors`,
      { path: own(name), pathNot: TEST },
      { path: '^src/modules/', pathNot: [own(name), ...doors] },
    ),
    rule(
      `${name}-domain-npm`,
      `the domain of ${name} uses the schema library and what its module.json allows`,
      layer('(domain/|index\\.ts$)'),
      { ...NPM, pathNot: npm([...DOMAIN_NPM, ...(allowed.domain ?? [])]) },
    ),
    rule(
      `${name}-server-npm`,
      `the server of ${name} uses what its module.json allows`,
      layer('server(/|\\.ts$)'),
      {
        ...NPM,
        pathNot: npm([...SERVER_NPM, 'kysely', 'pg', ...(allowed.domain ?? []), ...(allowed.server ?? [])]),
      },
    ),
    rule(
      `${name}-ui-npm`,
      `the ui of ${name} uses Svelte and what its module.json allows`,
      layer('ui(/|\\.ts$)'),
      { ...NPM, pathNot: npm([...UI_NPM, ...(allowed.domain ?? []), ...(allowed.ui ?? [])]) },
    ),
  ];
}

const module = '^src/modules/[^/]+/';
const DOMAIN = { path: `${module}(domain/|index\\.ts$)`, pathNot: TEST };
const SERVER = { path: `${module}server(/|\\.ts$)`, pathNot: TEST };
const UI = { path: `${module}ui(/|\\.ts$)`, pathNot: TEST };

/** Rules that hold for every module alike. */
const layerRules: IForbiddenRuleType[] = [
  rule('domain-is-pure', 'the domain knows no server, no ui and only pure parts of the platform', DOMAIN, {
    path: `${module}(server|ui)(/|\\.ts$)|^src/(server|routes|ui|platform)/|\\.svelte$`,
    pathNot: PURE_PLATFORM,
  }),
  rule('domain-is-deterministic', 'the domain uses nothing of Node', DOMAIN, { dependencyTypes: ['core'] }),
  rule('ui-never-server', 'the ui knows no server, not even its types', UI, {
    path: `${module}server(/|\\.ts$)|^src/server/`,
  }),
  rule('ui-client-platform', 'the ui uses the platform parts that run in a browser', UI, {
    path: '^src/platform/',
    pathNot: CLIENT_PLATFORM,
  }),
  rule('ui-without-node', 'the ui runs in a browser', UI, { dependencyTypes: ['core'] }),
  rule('server-never-ui', 'the server knows no ui', SERVER, {
    path: `${module}ui(/|\\.ts$)|^src/ui/|\\.svelte$`,
  }),
  rule(
    'sql-only-in-stores',
    'kysely and pg are used in *.store.ts and tables.ts',
    { path: module, pathNot: [STORE, TEST] },
    { path: npm(['kysely', 'pg']) },
  ),
  rule(
    'routes-speak-http',
    'pages place components and call the API',
    { path: '^src/routes/', pathNot: TEST },
    {
      path: `${module}server(/|\\.ts$)|^src/server/|^src/platform/`,
      pathNot: CLIENT_PLATFORM,
    },
  ),
  rule(
    'outside-uses-doors',
    'other files enter a module by index.ts, server.ts or ui.ts',
    {
      path: '^(src/(?!modules/)|tools/|bench/)',
      pathNot: TEST,
    },
    { path: '^src/modules/', pathNot: `${module}((index|server|ui)\\.ts$|messages/)` },
  ),
  rule(
    'server-composes-servers',
    'src/server uses the server door of a module',
    { path: '^src/server/', pathNot: TEST },
    {
      path: '^src/(modules/[^/]+/(index|ui)\\.ts$|routes/|ui/)',
    },
  ),
  rule(
    'platform-knows-no-module',
    'platform and design system know no business words',
    { path: '^src/(platform|ui)/' },
    {
      path: '^src/(modules|routes|server)/',
    },
  ),
  rule(
    'design-system-is-client',
    'the design system runs in a browser',
    { path: '^src/ui/', pathNot: TEST },
    {
      path: '^src/platform/',
      pathNot: CLIENT_PLATFORM,
    },
  ),
  rule(
    'client-platform-is-client',
    'the client platform runs in a browser',
    { path: '^src/platform/client/', pathNot: TEST },
    {
      path: '^src/platform/|^node:|^fs$',
      pathNot: CLIENT_PLATFORM,
    },
  ),
  rule(
    'no-circle',
    'files do not need each other in a circle',
    { path: '^src/' },
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
  ),
  rule(
    'no-test-tools',
    'the product does without what only tests need',
    { path: '^src/', pathNot: TEST },
    {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
      pathNot: 'node_modules/@types/',
    },
  ),
  rule(
    'no-riddle',
    'every import leads somewhere',
    { path: '^src/' },
    { couldNotResolve: true, pathNot: '^(\\$app|\\$env|virtual:|\\./\\$types)' },
  ),
];

export interface BoundaryResult {
  /** Files seen under src/: a checker that sees nothing finds nothing. */
  readonly seen: number;
  readonly rules: readonly string[];
  readonly violations: readonly { rule: string; from: string; to: string; comment: string }[];
}

/** Looks at every import below `root`. */
export async function checkBoundaries(root: string): Promise<BoundaryResult> {
  const manifests = readManifests(root);
  const forbidden = [...manifests.flatMap(moduleRules), ...layerRules];
  const folders = ['src', 'tests', 'tools', 'bench'].filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      ruleSet: { forbidden },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: 'tests/boundaries/tree' },
      combinedDependencies: true,
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['svelte', 'import', 'node', 'types', 'default'],
      },
    },
    { extensions: ['.ts', '.mjs', '.js', '.svelte', '.json', '.d.ts'] },
  );
  const result = output as ICruiseResult;
  const comments = new Map(forbidden.map((one) => [one.name, one.comment ?? '']));
  return {
    seen: result.modules.filter(({ source }) => source.startsWith('src/')).length,
    rules: forbidden.map((one) => one.name ?? ''),
    violations: result.summary.violations.map(({ rule: { name }, from, to }) => ({
      rule: name,
      from,
      to,
      comment: comments.get(name) ?? '',
    })),
  };
}

/** Faults of the manifests themselves: a need that is not there, or not before, or of a module nobody may need. */
export function manifestFaults(manifests: readonly ModuleManifest[], order: readonly string[]): string[] {
  // What is counted and reported is read by those that are made of it (decisions 27 and 32), by nobody else.
  const readers: Readonly<Record<string, readonly string[]>> = {
    movement: ['reporting', 'requests', 'interop'],
    reporting: ['requests', 'emulation'],
    requests: [],
    emulation: [],
    interop: [],
  };
  const mayNeed = (name: string, need: string) => readers[need]?.includes(name) ?? true;
  return manifests.flatMap(({ name, needs }) => [
    ...(order.includes(name) ? [] : [`${name} is missing from src/server/modules.ts`]),
    ...needs.flatMap((need) => {
      if (!order.includes(need)) return [`${name} needs ${need}, which is not in src/server/modules.ts`];
      if (order.indexOf(need) >= order.indexOf(name)) return [`${name} needs ${need}, which comes after it`];
      return mayNeed(name, need) ? [] : [`${name} needs ${need}, which nobody may need`];
    }),
  ]);
}
