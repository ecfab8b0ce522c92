import { surviveFloods } from './surviving-floods.ts'
import { fullSizes } from '../bench/flooding.ts'

surviveFloods(fullSizes)
