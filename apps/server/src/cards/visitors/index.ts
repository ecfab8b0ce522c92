export { createVisitors } from './create-visitors.ts'
export { registrarsAtLimit } from './store.ts'
