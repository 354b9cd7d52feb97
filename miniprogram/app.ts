import { configure } from './shiming/index'

configure({ backend: { kind: 'cloud' } })

App({})
