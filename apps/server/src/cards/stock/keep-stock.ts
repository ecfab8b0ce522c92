import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/stock'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Nothing } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import {
  productionSite,
  type BlankRejected,
  type BlanksCounted,
  type BlanksMoved,
  type BlanksReceived,
} from './contract.ts'
import type { BlanksDeps } from './deps.ts'
import { serialsBetween, type RangeRefusal } from './domain/serials.ts'
import { inStockAt, insertBatch, lockBlank, moveBlanksTo, setRejected, setState } from './store.ts'
import { texts } from './texts.ts'

const rangeProblems = {
  'range-backwards': { status: 422, ...texts.rangeBackwards },
  'range-too-long': { status: 422, ...texts.rangeTooLong },
  'place-not-found': { status: 404, ...texts.placeNotFound },
}

type PlaceNotFound = { readonly kind: 'place-not-found' }

export type ReceiveRefusal =
  RangeRefusal | PlaceNotFound | { readonly kind: 'already-in-stock'; readonly chipSerial: string }

/** Enters a delivery: every serial number of its range is a blank card in stock. */
export const receiveBlanks = operation({
  contract: api.receiveBlanks,
  problems: {
    ...rangeProblems,
    'already-in-stock': { status: 409, ...texts.alreadyInStock },
  },
  handle:
    (deps: BlanksDeps) =>
    (permit, { chipModel, place = productionSite, ...range }) =>
      deps.db.write(async (tx): Promise<Result<{ readonly received: number }, ReceiveRefusal>> => {
        const serials = serialsBetween(range)
        if (!serials.ok) return serials
        if (!(await isPlace(deps, tx, place))) return refuse({ kind: 'place-not-found' })

        const batchId = randomUUID()
        const amount = serials.value.length
        const batch = { ...range, batchId, chipModel, amount, receivedAt: deps.clock.now() }
        const known = await insertBatch(tx, batch, { serials: serials.value, place })
        if (known !== undefined) return refuse({ kind: 'already-in-stock', chipSerial: known })

        const event: BlanksReceived = {
          type: 'BlanksReceived',
          batchId,
          chipModel,
          ...range,
          place,
        }
        await deps.record(tx, event, permit)
        return ok({ received: amount })
      }),
})

export type MoveRefusal = RangeRefusal | PlaceNotFound | { readonly kind: 'none-in-stock' }

/** Sends the blank cards of a range, as far as they are in stock, to another place. */
export const moveBlanks = operation({
  contract: api.moveBlanks,
  problems: {
    ...rangeProblems,
    'none-in-stock': { status: 409, ...texts.noneInStock },
  },
  handle:
    (deps: BlanksDeps) =>
    (permit, { place, ...range }) =>
      deps.db.write(async (tx): Promise<Result<{ readonly moved: number }, MoveRefusal>> => {
        const serials = serialsBetween(range)
        if (!serials.ok) return serials
        if (!(await isPlace(deps, tx, place))) return refuse({ kind: 'place-not-found' })
        const moved = await moveBlanksTo(tx, { ...range, place }, deps.clock.now())
        if (moved === 0) return refuse({ kind: 'none-in-stock' })

        const event: BlanksMoved = { type: 'BlanksMoved', ...range, place, moved }
        await deps.record(tx, event, permit)
        return ok({ moved })
      }),
})

export type CountRefusal =
  | RangeRefusal
  | PlaceNotFound
  /** A registrar may count only at their own point. */
  | { readonly kind: 'place-of-others' }

/**
 * Compares the blank cards at a place with the records: those recorded there and not found are now missing.
 */
export const countBlanks = operation({
  contract: api.countBlanks,
  problems: { ...rangeProblems, 'place-of-others': { status: 403, ...texts.placeOfOthers } },
  handle:
    (deps: BlanksDeps) =>
    (permit, { place, found }) =>
      deps.db.write(
        async (
          tx,
        ): Promise<
          Result<{ readonly found: number; readonly missing: string[] }, CountRefusal>
        > => {
          if (permit.pointId !== undefined && permit.pointId !== place)
            return refuse({ kind: 'place-of-others' })
          if (!(await isPlace(deps, tx, place))) return refuse({ kind: 'place-not-found' })
          const seen = new Set<string>()
          for (const range of found) {
            const serials = serialsBetween(range)
            if (!serials.ok) return serials
            for (const serial of serials.value) seen.add(serial)
          }
          const expected = await inStockAt(tx, place)
          const missing = expected.filter((serial) => !seen.has(serial))
          for (const serial of missing) await setState(tx, serial, 'missing', deps.clock.now())

          const present = expected.length - missing.length
          const event: BlanksCounted = {
            type: 'BlanksCounted',
            place,
            found: present,
            missing: missing.length,
          }
          await deps.record(tx, event, permit)
          return ok({ found: present, missing })
        },
      ),
})

export type RejectRefusal =
  | { readonly kind: 'blank-not-found' }
  | { readonly kind: 'blank-used' }
  | { readonly kind: 'place-of-others' }

/** Takes a broken or doubtful blank card out of use for good; also a missing one. */
export const rejectBlank = operation({
  contract: api.rejectBlank,
  problems: {
    'blank-not-found': { status: 404, ...texts.blankNotFound },
    'blank-used': { status: 409, ...texts.blankUsed },
    'place-of-others': { status: 403, ...texts.placeOfOthers },
  },
  handle:
    (deps: BlanksDeps) =>
    (permit, { chipSerial }) =>
      deps.db.write(async (tx): Promise<Result<Nothing, RejectRefusal>> => {
        const blank = await lockBlank(tx, chipSerial)
        if (!blank) return refuse({ kind: 'blank-not-found' })
        if (permit.pointId !== undefined && permit.pointId !== blank.place)
          return refuse({ kind: 'place-of-others' })
        if (blank.state === 'used') return refuse({ kind: 'blank-used' })
        if (blank.state === 'rejected') return ok({})

        const because = 'not-fit'
        await setRejected(tx, chipSerial, { because, since: deps.clock.now() })
        const event: BlankRejected = { type: 'BlankRejected', chipSerial, because }
        await deps.record(tx, event, permit)
        return ok({})
      }),
})

const isPlace = async (
  { registration }: Pick<BlanksDeps, 'registration'>,
  tx: Tx,
  place: string,
): Promise<boolean> =>
  place === productionSite || (await registration.findPoint(tx, place)) !== undefined
