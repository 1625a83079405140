/** Something wrong with a file of practice, and where: keys from the top of the file. */
export interface PlacedFault {
  readonly at: readonly (string | number)[];
  /** For a terminal. */
  readonly what: string;
}

/** What may be wrong with a scene. Editors read it in their own language, by its code. */
const SAID = {
  'doubled-screen': 'two screens have one id',
  'no-variable': 'there is no variable {name} in state',
  'no-screen': 'there is no screen {name}',
  'wrong-type': '{name} must be a variable of type {type}',
  'wrong-value': '{name} cannot be {value}',
  'no-way-back': 'screen {name} has no way back',
  'doubled-block': 'two blocks of screen {name} have one id',
  'does-without-id': 'does something but has no id',
  'icon-or-file': 'a picture has either an icon or a file',
  'guarded-try': 'the guard refuses the try {value}',
  'no-slip': 'there is no {name} on the slip',
  'real-number': 'prints what could be somebody’s {kind}',
  'too-many-places': 'can be in more than {most} situations: use fewer variables or tries',
  'goal-at-start': 'the goal holds before anything is done',
  'goal-unreachable': 'the goal cannot be reached',
  'trap-unreachable': 'nobody can fall into trap {name}',
  'repair-lost': 'the repair of trap {name} leads to no way to the goal, from {place}',
  'repair-useless': 'the repair of trap {name} leaves its condition true',
  lost: 'no way leads to the goal from {place}',
  'region-nameless': 'region {name} has no name',
  'region-doubled': 'two regions are called “{name}”',
  'screen-unseen': 'screen {name} is never reached',
  'block-unseen': 'this block of screen {name} is never seen',
  'no-hint': 'no hint fits screen {name}',
  'hint-astray': 'does not lead nearer to the goal from {place}',
  'hint-unused': 'is never given',
  'demo-early': 'the goal is reached before this move',
  'demo-refused': '{name} cannot be done here: {why}',
  'demo-trap': 'falls into trap {name}',
  'demo-short': 'the demonstration does not reach the goal',
} as const;
export type SceneFaultCode = keyof typeof SAID;

export interface SceneFault extends PlacedFault {
  readonly code: SceneFaultCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export const sceneFault = (
  code: SceneFaultCode,
  at: readonly (string | number)[],
  params: SceneFault['params'] = {},
): SceneFault => ({
  at,
  code,
  params,
  what: SAID[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')),
});
