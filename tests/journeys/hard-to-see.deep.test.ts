import { sweepPages } from '../support/sweep-pages.ts'

/** The same sweeps as with every test, which look at most pages less closely. */
sweepPages('every page in forced colours, without movement and by keyboard', {
  languages: ['fi'],
  environment: { PAGES_CLOSELY: '1' },
})
