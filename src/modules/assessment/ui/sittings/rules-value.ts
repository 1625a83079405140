/** A group and its rule set as one choice of a form. */
export const rulesValue = ({ group, id }: { readonly group: string; readonly id: string }): string =>
  `${group} ${id}`;

export function readRulesValue(value: string): { group: string; ruleSet: string } {
  const [group = '', ruleSet = ''] = value.split(' ');
  return { group, ruleSet };
}
