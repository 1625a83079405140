export * from './domain/contract.ts';
export { PracticeEvent } from './domain/event.ts';
export { realNumbersIn } from './domain/guard.ts';
export type { Scene } from './domain/scene.ts';
export { solveTask, playTask, taskScene, type TaskEnd } from './domain/task.ts';
export { TaskActs, type TaskAct } from './domain/task-act.ts';
