import type { Contact } from '../contract.ts'

/** One mail for each address, in the language of its first contact. */
export const onceAtEachAddress = (contacts: readonly Contact[]): readonly Contact[] =>
  [...Map.groupBy(contacts, ({ email }) => email.toLowerCase()).values()].flatMap(
    ([first]) => first ?? [],
  )
