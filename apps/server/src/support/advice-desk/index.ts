export { createAdviceDesk } from './create-advice-desk.ts'
