export { threadApi } from './api.ts'
export { createThreads, type Threads } from './create-threads.ts'
export { countOwed } from './store.ts'
