/**
 * Licences of other people's packages, as SPDX names them (https://spdx.org/licenses/), reviewed by a person.
 * A package with any other one fails `npm run check` until its line is added here with a reason.
 */

/** May be in what an installation runs: permissive, compatible with the EUPL-1.2. */
export const shippedLicences = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
]

/** May also be in what only builds, tests or checks: nothing of it reaches an installation. */
export const developmentLicences = [
  // A dedication to the public domain: fast-sha256, below standardwebhooks, for tests.
  'Unlicense',
  // Copyleft by file: lightningcss for the build of the portal, axe-core for tests.
  'MPL-2.0',
  // Public domain in all but name: a word list of the spelling check.
  'WTFPL',
]

/** For single packages only, whether shipped or not. */
export const licenceExceptions = [
  {
    packages: /^@img\/sharp-/,
    licences: ['LGPL-3.0-or-later'],
    why: 'libvips is a library of its own that sharp loads at run time; it may be replaced, and is not changed',
  },
  {
    packages: /^@fontsource\/source-sans-3$/,
    licences: ['OFL-1.1'],
    why: 'the font of pages and PDF files, embedded unchanged and under its own name',
  },
  {
    packages: /^@cspell\/dict-en-common-misspellings$/,
    licences: ['CC BY-SA 4.0'],
    why: 'a word list that the spelling check reads; its package writes the name without hyphens',
  },
]

/** Workspaces of which nothing is in an installation; the simulators are never part of production. */
export const unshippedWorkspaces = ['apps/sandbox', 'tests', 'tools']

/**
 * The portal is built: what its pages import is shipped inside it, though nothing of it is installed. These
 * of its development dependencies only build it.
 */
export const portalBuildTools = ['@types/react', '@types/react-dom', '@vitejs/plugin-react', 'vite']
