import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { parseInstant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import type { RegisterUnavailable, SetAside } from '../contract.ts'
import type { PageOfEvents, RegisterEvent } from '../ports.ts'
import { queryFeed, readRegister, type RegisterAddress } from './query-register.ts'

/** The longest interval between two reads that the register allows; a new installation begins there. */
const daysBeforeFirstRead = 14

/**
 * Changes in the population register (VTJ-muutosrajapinta): behind a posting key (kirjausavain), or from two
 * weeks ago without one. Which people they are about is agreed in the permit to use the register.
 */
export const populationChanges =
  (address: RegisterAddress, clock: Clock) =>
  async (cursor: string | undefined): Promise<Result<PageOfEvents, RegisterUnavailable>> => {
    const from =
      cursor === undefined
        ? await keyOf(address, addDays(dateInHelsinki(clock.now()), -daysBeforeFirstRead))
        : ok(cursor)
    if (!from.ok) return from
    const read = await queryFeed(address, {
      ...{ register: 'population', path: 'api/v1/muutokset' },
      body: { viimeisinKirjausavain: Number(from.value) },
      response: page,
    })
    if (!read.ok) return refuse(asError(read.refusal))
    const { viimeisinKirjausavain, muutokset, ajanTasalla } = read.value
    return ok({
      ...readChanges(muutokset, `${from.value}-${String(viimeisinKirjausavain)}`),
      cursor: String(viimeisinKirjausavain),
      hasMore: !ajanTasalla,
    })
  }

/** The posting key from which the changes of that day begin. */
async function keyOf(
  address: RegisterAddress,
  on: LocalDate,
): Promise<Result<string, RegisterUnavailable>> {
  const read = await readRegister(address, {
    ...{ register: 'population', path: `api/v1/kirjausavain/${on}` },
    response: z.object({ viimeisinKirjausavain: key }),
  })
  return read.ok ? ok(String(read.value.viimeisinKirjausavain)) : refuse(asError(read.refusal))
}

const asError = (
  refusal: { readonly kind: 'not-known' } | RegisterUnavailable,
): RegisterUnavailable =>
  refusal.kind === 'not-known'
    ? { kind: 'register-unavailable', register: 'population', because: 'error-response' }
    : refusal

/** A number; some clients read it as text. */
const key = z.coerce.number().int().nonnegative()

/** Parsed change by change: only a page with a malformed frame counts as no response. */
const page = z.object({
  viimeisinKirjausavain: key,
  muutokset: z.array(z.unknown()),
  ajanTasalla: z.boolean(),
})

const change = z.object({
  henkilotunnus: z.string(),
  muutospv: z.string().transform((text, context) => {
    const at = parseInstant(text)
    if (at !== undefined) return at
    context.addIssue({ code: 'custom', message: 'no instant' })
    return z.NEVER
  }),
})

/**
 * A change has no id of its own: it is named by its place between two posting keys. With the first key alone,
 * a response that repeats changes would take the names of the next ones, which would then be lost.
 */
function readChanges(
  changes: readonly unknown[],
  keys: string,
): Pick<PageOfEvents, 'events' | 'setAside'> {
  const events: RegisterEvent[] = []
  const setAside: SetAside[] = []
  for (const [index, sent] of changes.entries()) {
    const eventId = `${keys}#${String(index)}`
    const read = change.safeParse(sent)
    const identityCode = read.success && parseIdentityCode(read.data.henkilotunnus)
    if (!read.success) setAside.push({ eventId, because: 'malformed-event' })
    else if (identityCode && identityCode.ok)
      events.push({ eventId, identityCode: identityCode.value, changedAt: read.data.muutospv })
    else setAside.push({ eventId, because: 'malformed-identity-code' })
  }
  return { events, setAside }
}
