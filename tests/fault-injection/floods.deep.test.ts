import { surviveFloods } from './surviving-floods.ts'
import { shortSizes } from '../bench/flooding.ts'

surviveFloods(shortSizes)
