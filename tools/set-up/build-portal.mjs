/** Builds the pages when they are older than their sources, for a test that is run alone. */
import { buildPortal } from './machine.mjs'

buildPortal()
