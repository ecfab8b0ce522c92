import { exportAccountingProblems, type MonthMalformed } from '#billing/invoices/index.ts'
import { memberProblems, type MemberRefusal } from '#organisations/accounts/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'

export const operatorMonthProblems = {
  ...memberProblems,
  ...exportAccountingProblems,
} satisfies ProblemsFor<MemberRefusal | MonthMalformed>
