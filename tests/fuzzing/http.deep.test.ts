import { budgetOf } from './fuzz.ts'
import { fuzzHttp } from './fuzz-http.ts'

fuzzHttp(budgetOf(12))
