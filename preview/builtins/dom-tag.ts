import { BUILT_IN_TEMPLATES } from './templates'

/**
 * The HTML tag that a WXML tag becomes: built-ins get the prefix `wx-`, so that `text` or `form` is
 * not mistaken for HTML's; custom components keep their name.
 */
export function domTag(tag: string): string {
  if (tag.startsWith('n-')) return tag.slice(2)
  return tag.includes('-') && !Object.hasOwn(BUILT_IN_TEMPLATES, tag) ? tag : `wx-${tag}`
}
