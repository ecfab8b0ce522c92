import { z } from 'zod'
import { instantText, threeLanguages } from './values.ts'

/** The deciding rules, each in one place; each has a version that changes when its decisions change. */
export const decidingRule = z.enum([
  'professional-card',
  'member-card',
  'spare-card',
  'register-change',
  'organisation-agreement',
  'registrar',
])
export type DecidingRule = z.infer<typeof decidingRule>

/** The grounds of decisions, each with its own text in three languages. */
export const groundKind = z.enum([
  'known-to-population-register',
  'ordered-by-another',
  'right-in-force',
  'right-in-force-until',
  'doctor-id-held',
  'doctor-id-not-demanded',
  'no-other-card',
  'card-of-another-right',
  'no-open-order',
  'order-of-another-right',
  'valid-five-years',
  'valid-as-long-as-right',
  'free-professional-card',
  'no-right-in-force',
  'no-card-of-employer',
  'agreement-covers',
  'agreement-at-own-point',
  'authorised-point',
  'certificate-stored',
  'valid-as-long-as-employment',
  'free-logs-in',
  'free-faulty-card',
  'priced',
  'priced-student',
  'card-missed',
  'registers-bear-out',
  'no-open-spare-card',
  /** Up to version 0.2.0; now with the months in force. */
  'valid-three-months',
  'valid-for-months',
  'valid-as-long-as-card',
  'free-like-card',
  'right-ended',
  'right-restricted',
  'number-changed',
  'name-changed',
  'holder-died',
  'entered-by-another',
  'agreement-of',
  'agreement-for',
  'holds-from',
  'holds-until',
  'turned-down',
  'sent-by-another',
  'card-to-sign',
  'keeps-points',
  'rests-on-agreements',
  'training-proved',
])
export type GroundKind = z.infer<typeof groundKind>

/** A fact used by the decision: a term of a register, a day (`2031-11-23`), an amount, an ID. */
const fact = z.union([z.string(), threeLanguages])

/** One decision as it was made: the rule and its version then, and the grounds with their facts. */
export const decisionView = z.object({
  rule: decidingRule,
  version: z.number().int().min(1),
  decidedAt: instantText,
  grounds: z.array(
    z.object({
      kind: groundKind,
      /** Number of the rule of the source (`R7`). */
      rule: z.string(),
      facts: z.record(z.string(), fact),
    }),
  ),
})
export type DecisionView = z.infer<typeof decisionView>
