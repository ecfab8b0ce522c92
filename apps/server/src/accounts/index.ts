export { accountApi } from './api.ts'
export { createAccounts, type Accounts } from './create-accounts.ts'
