export * from './domain/contract.ts';
export {
  competencesOf,
  currentFramework,
  domainOf,
  frameworkKind,
  type Both,
  type Competence,
  type Domain,
  type Framework,
} from './domain/framework.ts';
export {
  targetGroupCodes,
  targetGroupKind,
  targetGroups,
  type TargetGroup,
  type TargetGroupCode,
  type TargetGroups,
} from './domain/target-groups.ts';
