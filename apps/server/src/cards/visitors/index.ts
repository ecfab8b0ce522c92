export { createVisitors } from './create-visitors.ts'
