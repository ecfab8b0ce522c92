import { second } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import { checkCode, checkLetter, reportActivation } from '@sotevarmenne/api/cards'
import type { z } from 'zod'
import type { Language } from '@sotevarmenne/pages/languages'
import { requestService, type ServiceRefusal } from '../request-service.ts'

export type ActivationReport = z.input<typeof reportActivation.input>

/** What the reader software requests from the certificate service about an activation. */
export type ActivationService = {
  readonly checkLetter: (
    requested: z.input<typeof checkLetter.input>,
    language: Language,
  ) => Promise<Result<z.output<typeof checkLetter.response>, ServiceRefusal>>
  readonly checkCode: (
    requested: z.input<typeof checkCode.input>,
    language: Language,
  ) => Promise<Result<z.output<typeof checkCode.response>, ServiceRefusal>>
  readonly report: (report: ActivationReport) => Promise<Result<unknown, ServiceRefusal>>
}

const timeLimit = 15 * second
/** It is not waited for longer, as new PINs can be set without it. */
const codeTimeLimit = 5 * second

/** The service over HTTP, at its base address. */
export const activationServiceAt = (serviceUrl: string): ActivationService => ({
  checkLetter: (input, language) =>
    requestService(serviceUrl, checkLetter, { input, language, timeLimit }),
  checkCode: (input, language) =>
    requestService(serviceUrl, checkCode, { input, language, timeLimit: codeTimeLimit }),
  report: (input) =>
    requestService(serviceUrl, reportActivation, { input, language: 'fi', timeLimit }),
})
