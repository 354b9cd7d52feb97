import { BUILT_IN_TEMPLATES } from '../builtins/templates'
import { OPEN_TYPES_SINCE, UNDOCUMENTED } from './since'
import { compareVersions } from './versions'

/**
 * `wx.canIUse`: an API or a member of it, a component, or an open-type. Parameters and return fields
 * are not looked at: whoever has the API has them. Of what WeChat never documented it says no, as
 * on a phone.
 *
 * @param names What `wx` has at this base library.
 */
export function createCanIUse(
  sdkVersion: string,
  names: () => object,
): (schema: string) => boolean {
  return (schema) => {
    const [first = '', second, third] = schema.split('.')
    if (first === 'button' && second === 'open-type' && third) {
      const since = OPEN_TYPES_SINCE[third]
      return since !== undefined && compareVersions(sdkVersion, since) >= 0
    }
    if (UNDOCUMENTED.has(first)) return false
    if (Object.hasOwn(names(), first)) return first !== 'cloud' || !second || hasMember(second)
    return Object.hasOwn(BUILT_IN_TEMPLATES, first)
  }

  function hasMember(name: string): boolean {
    const { cloud } = names() as { cloud: object }
    return Object.hasOwn(cloud, name)
  }
}
