import type { VisitorsDeps } from './deps.ts'
import { searchVisitors } from './search-visitors.ts'
import { viewVisitor } from './view-visitor.ts'

export type Visitors = ReturnType<typeof createVisitors>

export const createVisitors = (deps: VisitorsDeps) => ({
  viewVisitor: viewVisitor(deps),
  searchVisitors: searchVisitors(deps),
})
