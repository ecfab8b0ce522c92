import { colours, fonts } from '@sotevarmenne/design-tokens/tokens'
import type { Plugin } from 'vite'

const values: Readonly<Record<string, string>> = { ...colours, font: fonts.text }

/** Puts the design tokens into the stylesheet of every page: `var(--brand)` there is the token `brand`. */
export const designTokens = (): Plugin => ({
  name: 'design-tokens',
  enforce: 'pre',
  transform: (style, file) =>
    file.endsWith('/src/page.css')
      ? style.replaceAll(/var\(--(\w+)\)/g, (_, name: string) => {
          const value = values[name]
          if (value === undefined) throw new Error(`page.css: there is no design token --${name}`)
          return value
        })
      : undefined,
})
