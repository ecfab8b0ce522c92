/** Builds the pages when they are older than their sources, for a test that is run by itself. */
import { buildPortal } from './machine.mjs'

buildPortal()
