export { argon2idHash } from './argon2id.ts'
export { createPasswords, type Passwords } from './create-passwords.ts'
