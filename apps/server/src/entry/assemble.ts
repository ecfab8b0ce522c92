import type { Module } from '#platform/module.ts'
import { modulesOf } from './modules.ts'
import { createParts, type Parts } from './parts.ts'

/** The service as every process of it assembles it: its parts, and what its modules contribute. */
export type Service = Parts & { readonly modules: readonly Module[] }

/** Creates the parts, and registers the jobs and subscriptions of every module with the outbox. */
export async function assemble(...wired: Parameters<typeof createParts>): Promise<Service> {
  const parts = await createParts(...wired)
  const modules = modulesOf(parts)
  parts.outbox.use({
    handlers: modules.flatMap(({ jobs }) => jobs ?? []),
    subscriptions: modules.flatMap(({ subscriptions }) => subscriptions ?? []),
  })
  return { ...parts, modules }
}
