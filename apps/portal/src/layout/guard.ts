import { page } from './pages.ts'
import type * as guards from './require-session.tsx'

/** What a part of the portal needs before its pages are shown. */
export const guard = (name: keyof typeof guards) =>
  page(() => import('./require-session.tsx'), name)
