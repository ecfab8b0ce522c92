import { bindOperations } from '#platform/operation.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import type { AdviceDeskDeps } from './deps.ts'
import { lookUpForCaller } from './look-up-for-caller.ts'

export const createAdviceDesk = (wired: Unsealed<AdviceDeskDeps>) =>
  bindOperations(withSealing(wired, 'advice-desk'), { lookUpForCaller })
