export { accountApi } from './api.ts'
export type { MemberRefusal } from './judge-member.ts'
export { memberProblems } from './problems.ts'
export { createAccounts, type Accounts } from './create-accounts.ts'
