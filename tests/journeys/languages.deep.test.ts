import { sweepPages } from '../support/sweep-pages.ts'

/** The same sweeps as with every test, which look at the pages in Finnish. */
sweepPages('every page in Swedish and English', { languages: ['sv', 'en'] })
