export { createEmployments, type Employments } from './create-employments.ts'
export type { PreparedGone } from './for-desk.ts'
export { preparedGoneProblems } from './problems.ts'
