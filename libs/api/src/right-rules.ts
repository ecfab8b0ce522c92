import { z } from 'zod'
import { changeProposedView, datedChange, decideChange } from './dated-changes.ts'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import { dateText } from './values.ts'

/** A code of Terhikki's list of rights. */
export const rightCode = z
  .string()
  .regex(/^[A-Z0-9.]{1,20}$/)
  .meta({ examples: ['001'] })

/** Rights whose every holder has a Doctor ID, by their codes in Terhikki. */
const doctorId = z.array(rightCode).max(100)
/** The two rights of which a person may have a card each, by their codes in Terhikki; or none. */
const together = z
  .array(rightCode)
  .refine((codes) => codes.length === 0 || (codes.length === 2 && codes[0] !== codes[1]))
  .meta({ examples: [['001', '034']], maxItems: 2 })

export const viewRightRules = defineEndpoint({
  method: 'GET',
  path: '/operations/right-rules',
  permission: definePermission('products.viewRightRules', {
    roles: ['caseOfficer', 'auditor'],
    label: {
      fi: 'Ammattioikeuksien sääntöjen katselu',
      sv: 'Visning av reglerna för yrkesrättigheter',
      en: 'Viewing the rules for rights to practise',
    },
  }),
  summary:
    'All changes of the rules for rights to practise, latest first day first (case officer, auditor)',
  input: z.object({}),
  response: z.object({
    /** If several approved ones begin on one day, the one approved last is in force. */
    changes: z.array(datedChange.extend({ kind: z.literal('right-rules'), doctorId, together })),
  }),
})
export type RightRulesView = z.infer<typeof viewRightRules.response>['changes'][number]

export const proposeRightRules = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/right-rules',
  permission: definePermission('products.proposeRightRules', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Ammattioikeuksien sääntöjen muutoksen ehdottaminen',
      sv: 'Förslag om ändring av reglerna för yrkesrättigheter',
      en: 'Proposing a change of the rules for rights to practise',
    },
  }),
  summary:
    'Proposes which rights need a Doctor ID, and which two may have a card each, from tomorrow or a later day on (case officer)',
  input: z.object({ beginsOn: dateText, doctorId, together }),
  response: changeProposedView,
})

export const decideRightRules = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/right-rules/:changeId/decision',
  permission: definePermission('products.decideRightRules', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Ammattioikeuksien sääntöjen muutoksen päättäminen',
      sv: 'Beslut om ändring av reglerna för yrkesrättigheter',
      en: 'Deciding a change of the rules for rights to practise',
    },
  }),
  summary:
    'Approves or rejects a change that another case officer proposed, before it begins; or withdraws your own (case officer)',
  input: decideChange,
  response: z.object({}),
})
