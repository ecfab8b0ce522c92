export { registrarApi } from './api.ts'
export { createRegistrars, type Registrars } from './create-registrars.ts'
