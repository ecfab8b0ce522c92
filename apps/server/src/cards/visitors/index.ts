export { visitorApi } from './api.ts'
export { createVisitors, type Visitors } from './create-visitors.ts'
