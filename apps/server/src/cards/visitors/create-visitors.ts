import { bindOperations } from '#platform/operation.ts'
import type { VisitorsDeps } from './deps.ts'
import { searchVisitors } from './search-visitors.ts'
import { viewKnownVisitor, viewVisitor } from './view-visitor.ts'

export const createVisitors = (deps: VisitorsDeps) => ({
  ...bindOperations(deps, { viewVisitor, viewKnownVisitor, searchVisitors }),
})
