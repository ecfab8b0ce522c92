import { bindOperations } from '#platform/operation.ts'
import type { AdviceDeskDeps } from './deps.ts'
import { lookUpForCaller } from './look-up-for-caller.ts'

export const createAdviceDesk = (deps: AdviceDeskDeps) => bindOperations(deps, { lookUpForCaller })
