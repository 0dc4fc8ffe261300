import { afterAll } from 'vitest'
import { dropDatabases } from './database.ts'

// Each test file by itself: modules are kept between files, so that what they hold is dropped here.
afterAll(dropDatabases)
