import { atDesk, signInFirstTwo, type Hands } from './hands.ts'
import { strangers, type Stranger } from './people.ts'
import { serve, type Served } from './serve.ts'

/** The service after a history has happened, and the people of it. */
export type SeededEnvironment = Served & {
  /** The first registrar, at the point of Esimerkkilä. */
  readonly riitta: Hands
  /** The first case officer. */
  readonly kaarlo: Hands
  readonly desk: ReturnType<typeof atDesk>
  readonly stranger: () => Stranger
}

/** A day or minute, and what happens then. */
export type Happening = readonly [
  when: string,
  happens: (environment: SeededEnvironment) => Promise<unknown>,
]

/** What happens about one subject, and what of it the pages show. */
export type Subject<Found> = { readonly history: readonly Happening[]; readonly found: () => Found }

/** The moment to which the histories lead: a Thursday, at a quarter past twelve in Finland. */
export const present = '2026-11-26T10:15:00.000Z'

const momentOf = (when: string): string =>
  when.includes('T') ? `${when}:00.000Z` : `${when}T07:00:00.000Z`

/** Starts the service some months ago, lets everything happen in order of time, and stops at the present. */
export async function openSeededEnvironment(
  history: readonly Happening[],
  sending: (served: Served) => Pick<Served, 'send'> = () => ({}),
): Promise<SeededEnvironment> {
  const events = [...history].sort(([one], [other]) => one.localeCompare(other))
  const begin = events[0]?.[0]
  const started = await serve(begin === undefined ? present : momentOf(begin))
  const served: Served = { ...started, ...sending(started) }
  try {
    await served.settle()
    const { riitta, kaarlo } = await signInFirstTwo(served)
    const moveTo = async (moment: string) => {
      await served.moveTo(moment)
      // Sessions end as days pass.
      for (const { signInAgain } of [riitta, kaarlo]) await signInAgain()
    }
    const environment = {
      ...served,
      riitta,
      kaarlo,
      desk: atDesk(served, riitta),
      stranger: strangers(),
    }
    let now = begin
    for (const [when, happens] of events) {
      if (when !== now) await moveTo(momentOf((now = when)))
      await happens(environment)
      await served.settle()
    }
    if (events.length > 0) await moveTo(present)
    return environment
  } catch (fault) {
    await served.close()
    throw fault
  }
}
