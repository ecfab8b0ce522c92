import type { ComponentType } from 'react'
import type { RouteObject } from 'react-router'

/** A page whose module is loaded on demand, by the name that the module exports. */
export const page =
  <Name extends string>(
    load: () => Promise<Record<NoInfer<Name>, ComponentType>>,
    name: Name,
  ): (() => Promise<{ readonly Component: ComponentType }>) =>
  async () => ({ Component: (await load())[name] })

/** Routes of pages by their paths; `''` is the page of the path above, which each group has. */
export const routesOf = (pages: Pages): RouteObject[] =>
  Object.entries(pages).map(([path, lazy]) => {
    if (typeof lazy === 'object') return { path, children: routesOf(lazy) }
    return path === '' ? { index: true, lazy } : { path, lazy }
  })

type Page = ReturnType<typeof page>

type Pages = Readonly<Record<string, Page | Group>>

type Group = { readonly '': Page; readonly [path: string]: Page | Group }
