import { storeSuite } from '../../core/store/suite'
import { createMemoryStore } from '../support/memory-store'

const store = createMemoryStore()

test.each(storeSuite('memory'))('memory · $name', ({ run }) => run(store))
