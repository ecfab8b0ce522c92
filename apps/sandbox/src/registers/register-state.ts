import { appendFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Clock } from '../environment/clock.ts'
import { ifThere } from '../environment/files.ts'
import { generatedPeople } from './generated-people.ts'
import { examplePeople, type ExamplePerson } from './people.ts'

/** Changes that can be made to a person on the page of the registers. */
export const happenings = [
  'right-ends',
  'right-restricted',
  'renamed',
  'dies',
  'non-disclosure',
  'as-before',
] as const
export type Happening = (typeof happenings)[number]

/**
 * The present state of the registers, and their change feeds. Changes are stored in a file and replayed at
 * the start.
 */
export type RegisterState = {
  /** The people with names of their own first. */
  readonly people: () => readonly ExamplePerson[]
  readonly find: (identityCode: string) => ExamplePerson | undefined
  readonly findBySatu: (satu: string) => ExamplePerson | undefined
  readonly happen: (identityCode: string, happening: Happening) => Promise<boolean>
  readonly changedSince: (
    register: 'rights' | 'population',
    after: number,
    limit: number,
  ) => { readonly events: readonly FeedEvent[]; readonly total: number }
}

export type FeedEvent = {
  readonly eventId: string
  readonly identityCode: string
  readonly changedAt: string
}

const line = z.object({
  identityCode: z.string(),
  happening: z.enum(happenings),
  at: z.string(),
})

export async function openRegisterState(file: string, clock: Clock): Promise<RegisterState> {
  const before = new Map(
    [...examplePeople, ...generatedPeople()].map((person) => [person.identityCode, person]),
  )
  const now = new Map(before)
  const codes = new Map([...before.values()].map(({ satu, identityCode }) => [satu, identityCode]))
  const feeds: Readonly<Record<'rights' | 'population', FeedEvent[]>> = {
    rights: [],
    population: [],
  }

  const apply = ({ identityCode, happening, at }: z.infer<typeof line>): void => {
    const person = now.get(identityCode)
    const original = before.get(identityCode)
    if (person === undefined || original === undefined) return
    now.set(identityCode, changed(person, original, happening, at))
    for (const register of registersOf[happening]) {
      const feed = feeds[register]
      const eventId = `${register === 'rights' ? 'R' : 'P'}-${String(feed.length + 1).padStart(9, '0')}`
      feed.push({ eventId, identityCode, changedAt: at })
    }
  }

  const stored = await ifThere(readFile(file, 'utf8'))
  for (const text of stored?.split('\n') ?? []) if (text !== '') apply(line.parse(JSON.parse(text)))

  return {
    people: () => [...now.values()],
    find: (identityCode) => now.get(identityCode),
    findBySatu: (satu) => now.get(codes.get(satu) ?? ''),
    happen: async (identityCode, happening) => {
      if (!now.has(identityCode)) return false
      const happened = { identityCode, happening, at: formatInstant(clock.now()) }
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      await appendFile(file, `${JSON.stringify(happened)}\n`, { mode: 0o600 })
      apply(happened)
      return true
    },
    changedSince: (register, after, limit) => ({
      events: feeds[register].slice(after, after + limit),
      total: feeds[register].length,
    }),
  }
}

const registersOf: Readonly<Record<Happening, readonly ('rights' | 'population')[]>> = {
  'right-ends': ['rights'],
  'right-restricted': ['rights'],
  renamed: ['population'],
  dies: ['population'],
  'non-disclosure': ['population'],
  'as-before': ['rights', 'population'],
}

function changed(
  person: ExamplePerson,
  original: ExamplePerson,
  happening: Happening,
  at: string,
): ExamplePerson {
  const today = dateInHelsinki(Date.parse(at) as Parameters<typeof dateInHelsinki>[0])
  const withRights = (to: string): ExamplePerson =>
    person.inRights === undefined
      ? person
      : {
          ...person,
          inRights: {
            ...person.inRights,
            rights: person.inRights.rights.map((right) => ({ ...right, to })),
          },
        }
  const { inPopulation } = person
  switch (happening) {
    case 'right-ends':
      return withRights(addDays(today, -1))
    case 'right-restricted':
      return withRights(addDays(today, 90))
    case 'renamed':
      return inPopulation === undefined
        ? person
        : { ...person, inPopulation: { ...inPopulation, surname: newNameOf(inPopulation.surname) } }
    case 'dies':
      return inPopulation === undefined
        ? person
        : { ...person, inPopulation: { ...inPopulation, died: today } }
    case 'non-disclosure':
      return inPopulation === undefined
        ? person
        : { ...person, inPopulation: { ...inPopulation, nonDisclosure: true } }
    case 'as-before':
      return original
  }
}

/** The name after marriage, until somebody changes it back. */
const newNameOf = (surname: string): string =>
  surname.endsWith('-Uusi') ? surname : `${surname}-Uusi`
