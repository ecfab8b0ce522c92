import { fuzzHttp } from './fuzz-http.ts'
import { fuzzReaders } from './fuzz-readers.ts'
import { budgetOf } from './fuzz.ts'

/** Five hours, unless `FUZZ_SECONDS` says otherwise. */
const budget = budgetOf(600)

fuzzHttp(budget)
fuzzReaders(budget)
