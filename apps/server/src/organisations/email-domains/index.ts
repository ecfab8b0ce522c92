export { createEmailDomains } from './create-email-domains.ts'
export {
  checkWorkEmail,
  isProvedAddress,
  workEmailProblems,
  type WorkEmailRefusal,
} from './work-email.ts'
