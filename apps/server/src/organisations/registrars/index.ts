export { createRegistrars } from './create-registrars.ts'
