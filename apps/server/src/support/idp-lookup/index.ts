import { lookUpPerson as contract } from '@sotevarmenne/api/idp-lookup'
import { endpoint, type Endpoint, type ProblemsFor } from '#platform/endpoint.ts'
import { lookUpPerson, type LookUpDeps, type LookUpRefusal } from './look-up-person.ts'
import { texts } from './texts.ts'

/** For identification services, at the listener that requires their TLS client certificates. */
export const identificationServiceApi = (deps: LookUpDeps): readonly Endpoint[] => [
  endpoint({
    contract,
    action: lookUpPerson(deps),
    problems: {
      'context-of-another-application': { status: 403, ...texts.ofAnotherApplication },
      'context-role-not-found': { status: 403, ...texts.roleNotFound },
      'context-expired': { status: 403, ...texts.expired },
      'context-too-long': { status: 403, ...texts.tooLong },
      'context-signature-wrong': { status: 403, ...texts.signatureWrong },
      'too-many-look-ups': { status: 429, ...texts.tooMany },
    } satisfies ProblemsFor<LookUpRefusal>,
  }),
]
