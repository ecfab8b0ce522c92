import { z } from 'zod'
import { daysInOrder, deskList } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import { dateText, id, instantText, refusalShown } from './values.ts'

/** For programs alone: the directory of an employer, by SCIM 2.0 (RFC 7644). */
export const viewUsersPermission = definePermission('scim.viewUsers', {
  roles: 'service',
  apiKey: ['directory:write'],
  label: {
    fi: 'Organisaation hakemiston käyttäjien lukeminen (SCIM)',
    sv: 'Läsning av användare i en organisations katalog (SCIM)',
    en: 'Reading users of an organisation’s directory (SCIM)',
  },
})

export const changeUsersPermission = definePermission('scim.changeUsers', {
  roles: 'service',
  apiKey: ['directory:write'],
  label: {
    fi: 'Organisaation hakemiston käyttäjien muuttaminen (SCIM)',
    sv: 'Ändring av användare i en organisations katalog (SCIM)',
    en: 'Changing users of an organisation’s directory (SCIM)',
  },
})

export const forgetUsersPermission = definePermission('scim.forget', {
  roles: 'service',
  label: {
    fi: 'Hakemistosta poistettujen käyttäjien tietojen poistaminen',
    sv: 'Radering av uppgifter om användare som tagits bort ur katalogen',
    en: 'Erasing data of users who were deleted from a directory',
  },
})

/**
 * What holds for a user now: `pending-order`: an order waits at the desk; `card`: has a card of the organisation;
 * `professional`: has a professional card, which the organisation never affects; `nothing`: active without a card;
 * `ending`: the employment ends after the cooling-off; `inactive`: not active, and nothing is planned.
 */
export const directoryUserState = z.enum([
  'pending-order',
  'card',
  'professional',
  'nothing',
  'ending',
  'inactive',
])

const directoryUserView = z.object({
  userId: id,
  userName: z.string(),
  /** Absent when the directory gave none. */
  name: z.string().optional(),
  state: directoryUserState,
  /** Of an employment that ends. */
  lastDay: dateText.optional(),
  createdAt: instantText,
  changedAt: instantText,
})
export type DirectoryUserView = z.infer<typeof directoryUserView>

const directoryFailureView = z.object({
  userName: z.string(),
  at: instantText,
  /** The attribute that is wrong, as SCIM names it. */
  attribute: z.string().optional(),
  reason: refusalShown,
})
export type DirectoryFailureView = z.infer<typeof directoryFailureView>

export const listDirectoryUsers = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/directory/search',
  permission: definePermission('scim.viewDirectory', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Organisaation hakemistosta tulleiden käyttäjien katselu',
      sv: 'Visning av användare från en organisations katalog',
      en: 'Viewing users of an organisation’s directory',
    },
  }),
  summary:
    'The users whom the directory of the organisation sent by SCIM, by user name, name or the whole identity code, and what could not be done; newest first unless requested otherwise',
  input: deskList
    .extend({ organisationId: id, isActive: z.boolean().optional() })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({
    /** Where the directory sends its users. */
    baseAddress: z.string(),
    /** The latest request with one of the keys for it; exact to the minute. */
    lastRequestAt: instantText.optional(),
    counts: z.object({
      active: z.number().int(),
      inactive: z.number().int(),
      /** Of the inactive ones: whose employment ends after the cooling-off. */
      ending: z.number().int(),
      failed: z.number().int(),
    }),
    users: z.array(directoryUserView),
    /** What could not be done and has not been done since; newest first, a hundred at most. */
    failures: z.array(directoryFailureView),
    nextCursor: z.string().optional(),
  }),
})
