export { createCounterparts, type Counterparts } from './create-counterparts.ts'
export { allHealth, type Health } from './store.ts'
