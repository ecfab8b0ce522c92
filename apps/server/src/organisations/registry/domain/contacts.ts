import type { Contact } from '../contract.ts'

/** One address gets one mail, in the words of whoever comes first. */
export const onceAtEachAddress = (contacts: readonly Contact[]): readonly Contact[] =>
  [...Map.groupBy(contacts, ({ email }) => email.toLowerCase()).values()].flatMap(
    ([first]) => first ?? [],
  )
