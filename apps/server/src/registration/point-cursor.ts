import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { PointPosition } from './stores/points.ts'

export type CursorUnreadable = { readonly kind: 'cursor-unreadable' }

/** A place in a list of points as an opaque text. */
export const cursorOf = ({ name, pointId }: PointPosition): string =>
  Buffer.from(`${pointId};${name}`).toString('base64url')

/** Where a page begins: behind the cursor, or at the beginning without one. */
export function positionOf(
  cursor: string | undefined,
): Result<PointPosition | undefined, CursorUnreadable> {
  if (cursor === undefined) return ok(undefined)
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const [, pointId, name] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12});(.+)$/s.exec(text) ?? []
  if (pointId === undefined || name === undefined) return refuse({ kind: 'cursor-unreadable' })
  return ok({ pointId, name })
}
