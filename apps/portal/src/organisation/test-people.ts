import type { TestCardKind, TestPersonView } from '@sotevarmenne/api/test-cards'
import type { Language } from '../texts/text.ts'

/** The people for whom a card can be ordered, each with what a card of the kind shows beside the name. */
export const personChoices = (
  people: readonly TestPersonView[],
  { kind, language }: { kind: TestCardKind; language: Language },
) =>
  people.map((person) => ({
    value: person.personKey,
    label: [person.name, besideName(person, kind)?.[language]]
      .filter((part) => part !== undefined)
      .join(', '),
  }))

function besideName({ right, jobTitle }: TestPersonView, kind: TestCardKind) {
  switch (kind) {
    case 'professional':
    case 'temporary':
      return right
    case 'staff':
    case 'actor':
      return jobTitle
    case 'organisation':
    case 'citizen':
      return undefined
  }
}
