export { createHotline, type Hotline } from './create-hotline.ts'
export { openFollowUps } from './store.ts'
